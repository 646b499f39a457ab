/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * comment: comments that say something to this program (allow.h, expect.h), read word by word.
 *
 * A mistake is printed with the line and a caret, counted, and noted in the cursor: whoever reads goes on with the next
 * comment, so that all mistakes of a run are seen at once.
 */
#ifndef TOPHALF_REPORT_COMMENT_H
#define TOPHALF_REPORT_COMMENT_H

#include "base/arena.h"
#include "rules/rules.h"

struct comment_source {
	const char *path; /* absolute */
	const char *name; /* as shown */
	const char *text; /* NULL until it is read */
	size_t length;
};

/* By name, for qsort(). */
int comment_source_order(const void *left, const void *right);

/* Within a comment, or any part of a source. */
struct cursor {
	const struct comment_source *source;
	struct arena *arena; /* of words */
	size_t *mistakes;
	bool quiet; /* mistakes are counted only */
	size_t at, end;
	bool wrong; /* there was a mistake */
};

/* The character there, NUL at the end. */
char cursor_here(const struct cursor *cursor);

/* Behind all characters that are one of these. */
void cursor_skip(struct cursor *cursor, const char *what);

/* The word there (letters, digits, "_" and "-"), "" if there is none; the cursor goes behind it. */
const char *cursor_word(struct cursor *cursor);

/* "preempt-rt]", behind the bracket before it: sets what holds of each profile. */
bool cursor_profile(struct cursor *cursor, bool profiles[PROFILE_COUNT]);

__attribute__((format(printf, 4, 5))) void cursor_mistake(struct cursor *cursor, size_t at, size_t span,
							  const char *format, ...);

#endif
