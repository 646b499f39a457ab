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
#include "report/gate.h"

enum baseline_state { BASELINE_NONE, BASELINE_NEW, BASELINE_UNCHANGED };

/* Why a finding need not be shown. Those that are allowed or that the baseline knows do not make a run fail. */
struct standing {
	const char *allowed; /* the reason that a comment in the source gives, or NULL */
	enum baseline_state baseline;
};

/* Something to say about a source that is no finding: an allow-comment that allows nothing. */
struct remark {
	struct place place;
	const char *check; /* "unused-allow" */
	enum severity severity;
	const char *text;
};

/* Findings that were known before (baseline.h). */
struct baseline;

/* Why a unit could not be analysed, or not completely: of the unit (line 0), or of a line that does not compile. */
struct unit_problem {
	const char *path;
	uint32_t line, column;
	const char *text;
};

struct report {
	const struct analysis *analysis;
	FILE *out;
	enum confidence confidence; /* least that is shown */
	bool full_paths;
	bool colour;      /* of the text */
	const char *base; /* directory that paths for machines are relative to (where.h); "" for none */
	const char *(*shown_path)(void *context, struct arena *arena, const char *path);
	void *shown_context;
	size_t units_total, units_analysed;
	struct gate gate;
	bool allows; /* findings that comments in the source allow are not shown (allow.h) */
	bool past;   /* of sources that nobody can mend any more: mistakes in comments are not said */
	bool whole;  /* the project, not a part of it that was selected: what allows nothing is not needed */
	struct baseline *baseline;                         /* what was known before; NULL: nothing is said of that */
	bool (*is_file)(void *context, const char *shown); /* whether there is a file that is shown so */
	const bool *off;                                   /* by check: not shown; NULL: none */
	bool (*is_wanted)(void *context,
			  const char *path); /* whether findings in the file (absolute) are shown; may be NULL */
	bool unused_allow_off;
	enum severity unused_allow;
	const struct unit_problem *problems;
	size_t nproblems;
	/* What a source had in it, in the arena, as path_read() has it; NULL: what it has now. */
	char *(*source_text)(void *context, struct arena *arena, const char *path, size_t *size);

	/* set by report_prepare() */
	struct arena arena;
	const struct finding **findings;
	const char **fingerprints;  /* of the same finding (fingerprint.h) */
	struct standing *standings; /* of the same finding */
	size_t nfindings;
	size_t nhidden;    /* of lower confidence */
	size_t nleft_out;  /* of those that are not hidden: by `off` and is_wanted() */
	size_t nallowed;   /* of the findings: by a comment */
	size_t nunchanged; /* of the others: that the baseline knows */
	size_t nfailing;   /* of the rest, and of the remarks: what makes a run fail (gate.h) */
	struct remark *remarks;
	size_t nremarks;
	size_t mistakes;         /* comments that were meant to allow something: each has been printed */
	struct sources *sources; /* that excerpts are taken of (source.h) */
};

void report_prepare(struct report *report);
void report_free(struct report *report);

/* Whether a finding, by its number, is one to be shown: neither allowed nor known before. */
bool finding_is_shown(const struct report *report, size_t index);

/* ---- formats (docs/formats.md) ---- */

void report_text(struct report *report);
void report_terse(struct report *report);
void report_mail(struct report *report);
void report_markdown(struct report *report);
void report_dot(struct report *report);
void report_json(struct report *report);
void report_sarif(struct report *report);
void report_gitlab(struct report *report);
void report_rdjson(struct report *report);
void report_html(struct report *report); /* html/html.h */
/* verify.h: not what was found, but how it differs from what the sources expect */

/* ---- parts that formats share ---- */

/* Where an event is written (NONE: the function itself); the file as shown. */
struct place step_place(const struct report *report, uint32_t function, uint32_t event);

/* Where a finding is shown: the last step that is neither in a header's helper nor outside. */
const struct step *shown_step(const struct report *report, const struct finding *finding);

/* Where a root was set up. */
struct place root_place(const struct report *report, const struct root *root);

struct place finding_place(const struct report *report, const struct finding *finding);

/* The file of a problem, as shown. */
const char *problem_file(const struct report *report, const struct unit_problem *problem);

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
	bool essential;    /* where it began, and the operation */
	uint32_t level;    /* how many calls deep, from where it began */
};

struct notes {
	struct note *at;
	size_t count, room;
};

/* All that explain it, from where the context began down to the operation, whatever --paths says. `notes` is emptied
 * first; vec_free() it in the end. */
void finding_notes(struct report *report, const struct finding *finding, struct notes *notes);

/* Of a long path only the calls at its ends are shown, unless --paths=full asks for all. */
struct shortened {
	size_t first, after; /* the notes that are left out: from `first` to before `after` */
};
struct shortened shorten_notes(const struct report *report, const struct notes *notes);

/* ---- parts of the text ---- */

void text_line(struct report *report, struct place place, const char *kind, const char *text);
void text_notes(struct report *report, const struct notes *notes);
/* The last line; `more` ends it. */
void text_summary(struct report *report, const char *more);

#endif
