/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * sarif: a SARIF 2.1.0 log with one run, for GitHub's code scanning and other viewers of such logs.
 *
 * Results are sorted by worth: a reader that takes only so many has the best. All are listed; those that need no
 * attention carry their suppression or baselineState. What a limit leaves out, and what could not be analysed, is said in
 * the invocation's notifications.
 */
#ifndef TOPHALF_REPORT_SARIF_H
#define TOPHALF_REPORT_SARIF_H

#include <jansson.h>

#include "report/report.h"

struct sarif_limits {
	size_t results;   /* of a run */
	size_t shown;     /* of these, that a reader takes notice of */
	size_t locations; /* of a thread flow */
	size_t bytes;     /* of the log, after gzip */
};

/* What GitHub accepts. */
extern const struct sarif_limits sarif_github;

/* report_sarif() with limits of one's own. */
void report_sarif_within(struct report *report, const struct sarif_limits *limits);

/* ---- parts (sarif_parts.c, sarif_tool.c) ---- */

#define SARIF_BASE "SRCROOT"

/* {"text": …}; in plain text, brackets would be links. */
json_t *sarif_message(struct report *report, const char *text);
const char *sarif_escape(struct arena *arena, const char *text);

/* A place: line 0 is the file. `function`, `text` and `id` are left out for NONE, NULL and 0. */
json_t *sarif_location(struct report *report, struct place place, uint32_t function, const char *text, int id);

const char *sarif_level(enum severity severity);

/* The tool with a rule for each check, in their order, and one for each kind of remark. */
json_t *sarif_tool(struct report *report);

enum sarif_notice { SARIF_NOT_ANALYSED, SARIF_LEFT_OUT, SARIF_HIDDEN };

/* For the invocation: its id is among those that the tool announces. `place` may be NULL. */
json_t *sarif_notification(struct report *report, enum sarif_notice notice, const char *level, const char *text,
			   const struct place *place);

#endif
