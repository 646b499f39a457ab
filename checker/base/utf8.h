/* SPDX-License-Identifier: GPL-2.0-only */
/* utf8: where characters begin in UTF-8 text. A character counts as one column, whatever its width on a screen. */
#ifndef TOPHALF_BASE_UTF8_H
#define TOPHALF_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Whether the byte continues a character that an earlier one began. */
static inline bool utf8_continues(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

/* Columns of the first `length` bytes. */
static inline size_t utf8_columns(const char *text, size_t length)
{
	size_t columns = 0;

	for (size_t i = 0; i < length; i++)
		columns += !utf8_continues(text[i]);
	return columns;
}

/* The text with U+FFFD in place of each byte that is not UTF-8, or zero. */
const char *utf8_repaired(struct arena *arena, const char *text, size_t length);

#endif
