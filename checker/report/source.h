/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * source: lines of the sources that a report is about, for excerpts.
 *
 * A few files are kept at a time. One that cannot be read, or that is no ordinary file of a few megabytes, has no lines:
 * a report does without the excerpt. Lines are as they are in the file: show them through text_printable().
 */
#ifndef TOPHALF_REPORT_SOURCE_H
#define TOPHALF_REPORT_SOURCE_H

#include "report/report.h"

struct source_line {
	const char *text; /* without the end of the line; NULL: there is no such line */
	size_t length;
};

/* Line `line`, from 1 on, of the file at `path`; valid until the next call. */
struct source_line source_line(struct report *report, const char *path, uint32_t line);

/* The characters before a column that counts bytes, plus one. The column itself where the line cannot be read. */
uint32_t source_column(struct report *report, const char *path, uint32_t line, uint32_t column);

/* What the report keeps of sources. */
void sources_free(struct report *report);

#endif
