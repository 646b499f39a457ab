/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * html: all of a report as one page that needs nothing else.
 *
 *	report.html, report.css, *.js ──embed.cmake──▶ html_before, html_after
 *	page = html_before, three documents, html_after
 *
 * The documents are JSON in <script type="application/json">, each read by the page when it is first needed:
 *
 *	findings   what was found, with each step of the way          findings.c
 *	sources    the lines of source around those steps             sources.c
 *	contexts   which functions run where, and what set that up    contexts.c
 *
 * Everything that comes from sources goes through json_text() (report/json.h) into JSON in which `<` is escaped, so nothing in there
 * can end the element. The page makes text nodes of it and nothing else (dom.js). Its own style and script are allowed by
 * their hashes, everything else is forbidden (Content-Security-Policy in report.html).
 */
#ifndef TOPHALF_REPORT_HTML_H
#define TOPHALF_REPORT_HTML_H

#include <jansson.h>

#include "report/json.h"
#include "report/report.h"

/* The page around the documents. */
extern const unsigned char html_before[], html_after[];
extern const size_t html_before_length, html_after_length;

/* Texts that occur again and again, by number. 0 is the empty one. */
struct texts {
	json_t *all;
	struct map numbers;
};

json_int_t texts_add(struct report *report, struct texts *texts, const char *text);

/* ---- sources ---- */

struct source;

/* The files of the report, and which of their lines are shown. */
struct page_sources {
	VEC(struct source) files;
	struct map numbers; /* hash of the path to its index, + 1 */
};

/* Number of the file of a place whose surroundings are shown; `outside`: only a knowledge file knows it. */
size_t sources_add(struct page_sources *sources, const struct place *place, bool outside);

/* Names of the files, by number. */
json_t *sources_names(struct report *report, const struct page_sources *sources);

/* Reads them. For each file its lines, or why there are none: missing, changed since it was analysed, binary. */
json_t *html_sources(struct report *report, struct page_sources *sources);
void page_sources_free(struct page_sources *sources);

/* ---- the others ---- */

/* Adds what it wants to be shown to `sources`. */
json_t *html_findings(struct report *report, struct page_sources *sources);
json_t *html_contexts(struct report *report);

#endif
