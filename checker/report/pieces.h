/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * pieces: a C source as code, comments and literals, told apart as a compiler does: quotes in comments and comment marks in
 * quotes mean nothing, and a backslash at the end of a line joins it with the next, also between the two characters of a
 * mark. Directives are code. A quote that is not closed (an apostrophe in #error, or in code that #if leaves out) ends with
 * its line.
 */
#ifndef TOPHALF_REPORT_PIECES_H
#define TOPHALF_REPORT_PIECES_H

#include <stdbool.h>
#include <stddef.h>

enum piece_kind { PIECE_CODE, PIECE_COMMENT, PIECE_LITERAL };

struct piece {
	enum piece_kind kind;
	size_t begin, end;   /* all of it, with its marks */
	size_t inner, after; /* of a comment: the text between its marks */
	bool slashes;        /* of a comment: ends with the line */
};

/* The piece at *at, which moves behind it; false at the end of the text. Pieces are never empty. */
bool next_piece(const char *text, size_t length, size_t *at, struct piece *piece);

/* The next piece at or behind *at that is a comment. */
bool next_comment(const char *text, size_t length, size_t *at, struct piece *comment);

#endif
