/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * report: findings as people and programs read them.
 *
 * report_prepare() selects and sorts (file, line, column, check), so that every format shows the same findings in the
 * same order whatever the number of threads. Text goes to `out`.
 */
#ifndef TOPHALF_REPORT_H
#define TOPHALF_REPORT_H

#include <stdio.h>

#include "analysis/analysis.h"

enum baseline_state { BASELINE_NONE, BASELINE_NEW, BASELINE_UNCHANGED };

/* Why a finding need not be shown. Those that are allowed or that the baseline knows do not make a run fail. */
struct standing {
	const char *allowed; /* the reason that a comment in the source gives, or NULL */
	enum baseline_state baseline;
};

struct report {
	const struct analysis *analysis;
	FILE *out;
	enum confidence confidence; /* least that is shown */
	bool full_paths;
	const char *(*shown_path)(void *context, struct arena *arena, const char *path);
	void *shown_context;
	size_t units_total, units_analysed;

	/* set by report_prepare() */
	struct arena arena;
	const struct finding **findings;
	const char **fingerprints;  /* of the same finding (fingerprint.h) */
	struct standing *standings; /* of the same finding */
	size_t nfindings;
	size_t nhidden;  /* of lower confidence */
	size_t nfailing; /* warnings and errors among those shown: what makes a run fail */
};

void report_prepare(struct report *report);
void report_free(struct report *report);

void report_text(struct report *report);
void report_json(struct report *report);
void report_html(struct report *report); /* html/html.h */
/* verify.h: not what was found, but how it differs from what the sources expect */

/* ---- parts that formats share ---- */

/* Where an event is written (NONE: the function itself); the file as shown. */
struct place step_place(const struct report *report, uint32_t function, uint32_t event);

/* Where a finding is shown: the last step that is neither in a header's helper nor outside. */
const struct step *shown_step(const struct report *report, const struct finding *finding);

struct place finding_place(const struct report *report, const struct finding *finding);

/* The operation at the end of a path: what is called there, as written. */
const struct step *finding_sink(const struct finding *finding);
const char *step_operation(struct report *report, const struct step *step);

/* The contexts, up to `room`, that may not sleep and that the function which entered a finding's region runs in; returns
 * their number. Empty for findings that begin with a context themselves. */
size_t atomic_contexts(const struct report *report, const struct finding *finding, const struct root **roots,
		       size_t room);

/* "hard IRQ handler", "spinlock_t held". */
const char *root_title(const struct report *report, const struct finding *finding);

/* The message without path: "mutex_lock() …". */
const char *finding_message(struct report *report, const struct finding *finding);

/* The same with the check: "… [mutex]". */
const char *finding_headline(struct report *report, const struct finding *finding);

/* A line that explains a finding. */
struct note {
	struct place place;
	const char *text;
	uint32_t function; /* that the place is in; NONE: a registration, which may be in none */
	bool call;         /* a call of the path */
};

struct notes {
	struct note *at;
	size_t count, room;
};

/* All that explain it, from where the context began down to the operation, whatever --paths says. `notes` is emptied
 * first; vec_free() it in the end. */
void finding_notes(struct report *report, const struct finding *finding, struct notes *notes);

/* ---- parts of the text ---- */

void text_line(struct report *report, struct place place, const char *kind, const char *text);
void text_notes(struct report *report, const struct notes *notes);
/* The last line; `more` ends it. */
void text_summary(struct report *report, const char *more);

#endif
