/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * baseline: findings that were known before, so that only new ones are shown and make a run fail.
 *
 * An entry stands for all findings that have the same fingerprint (fingerprint.h), are about the same objects and are
 * shown in the same file, and says how many these are: of three where two are known one is new, and one that was mended
 * hides no other. A file that is not there any more has been renamed: what was known in it is known wherever else the
 * same is found, as often as it was. Lines are of no account.
 *
 * As a file it is JSON, sorted, one entry a line. Version, types and values are checked; whoever merged it wrongly is told
 * so instead of seeing old findings as new.
 */
#ifndef TOPHALF_REPORT_BASELINE_H
#define TOPHALF_REPORT_BASELINE_H

#include "report/report.h"

struct baseline_entry {
	const char *fingerprint, *objects, *rule, *file, *function, *message;
	uint32_t count;
	uint32_t left; /* of the count: that no finding was met by, once baseline_apply() has been there */
};

struct baseline {
	VEC(struct baseline_entry) entries; /* sorted: file, rule, function, fingerprint, objects */
	struct arena arena;
};

/* 0, or -1 with a message that names file and line. */
int baseline_read(struct baseline *baseline, const char *path);
int baseline_write(const struct baseline *baseline, const char *path);
/* The same in memory; `name` is for messages. */
int baseline_parse(struct baseline *baseline, const char *text, size_t length, const char *name);
void baseline_print(const struct baseline *baseline, FILE *out);
void baseline_free(struct baseline *baseline);

/* Those of a report that are shown. */
void baseline_of(struct baseline *baseline, struct report *report);

/* Says of each finding of the report whether it is new: sets its standing. For a report whose findings are selected. */
void baseline_apply(struct baseline *baseline, struct report *report);

/* Takes away what no finding has met, where `gone` says so of its file. Returns how many that are. */
size_t baseline_prune(struct baseline *baseline, bool (*gone)(void *context, const char *file), void *context);

/* Adds the entries and counts of `more`. */
void baseline_add(struct baseline *baseline, const struct baseline *more);

/* How many findings it stands for. */
size_t baseline_size(const struct baseline *baseline);

#endif
