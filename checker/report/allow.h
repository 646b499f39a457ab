/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * allow: findings that comments in the source allow, each with its reason.
 *
 *	take(&m);   with the comment   tophalf: allow(mutex) -- only one CPU is up
 *	                               tophalf: allow(mutex, alloc) -- …           of two checks
 *	                               tophalf: allow[preempt-rt](spinlock) -- …   under one profile
 *
 * It stands for lines of code (extent.h); where these are the head of a function, for the function. It allows a finding
 * that is shown there, or whose region or context began there: on a line of the statement; for a function, in it (what is
 * done in it, what is done under a lock that it took, and what is reached from it as from the handler that a context
 * enters).
 *
 * Comments are read from the main files of units, from the files below the directories of these that they include, and
 * from those that findings name. One that begins with "tophalf:" and goes on otherwise is a mistake.
 */
#ifndef TOPHALF_REPORT_ALLOW_H
#define TOPHALF_REPORT_ALLOW_H

#include "report/extent.h"
#include "report/report.h"

/* What reports call a comment that allows nothing. */
#define UNUSED_ALLOW "unused-allow"

/* One check of one comment. */
struct allow {
	uint64_t file; /* hash of its absolute path */
	struct place place;
	struct extent extent; /* the lines for which it stands */
	int check;
	bool profiles[PROFILE_COUNT];
	const char *reason;
	bool used;
};

struct allows {
	VEC(struct allow) list; /* by file as shown, line, column */
	size_t mistakes;        /* comments that cannot be understood: each has been printed, unless `quiet` */
	bool quiet;
	struct arena arena;
};

void allows_read(struct allows *allows, const struct report *report);
void allows_free(struct allows *allows);

/* The reason for which the finding is allowed, or NULL. All that allow it are used then. */
const char *allows_finding(struct allows *allows, const struct report *report, const struct finding *finding);

/* Whether it allows nothing, and all that could have been found in its file was: the file is the main file of units that
 * are complete, the profile is that of the run. */
bool allow_is_unused(const struct allow *allow, const struct report *report);

#endif
