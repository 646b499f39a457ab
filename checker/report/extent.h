/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * extent: which lines of code a comment stands for.
 *
 * With code on its own line, that line. With its lines for itself, the statement or declaration that begins behind it, up
 * to its `;`, `,`, `{` or `}`.
 */
#ifndef TOPHALF_REPORT_EXTENT_H
#define TOPHALF_REPORT_EXTENT_H

#include <stdint.h>

#include "base/arena.h"
#include "report/pieces.h"

struct extent {
	uint32_t first, last; /* lines */
	bool above;           /* the comment has its lines for itself */
};

/* The text with blanks for comments and directives, and digits for literals; lines are where they were. */
char *code_of(struct arena *arena, const char *text, size_t length);

/* For a comment of a text of which that is the code, and that begins on `line`. */
struct extent extent_of(const char *code, size_t length, const struct piece *comment, uint32_t line);

uint32_t lines_between(const char *text, size_t begin, size_t end);

#endif
