// SPDX-License-Identifier: GPL-2.0-only
#include "report/printable.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

enum { WIDEST = 4 }; /* "\033" */

static const char *as_in_c(unsigned char byte, char text[WIDEST + 1])
{
	if (byte == '\n')
		return "\\n";
	if (byte == '\r')
		return "\\r";
	snprintf(text, WIDEST + 1, "\\%03o", byte);
	return text;
}

/* C1 controls take two bytes in UTF-8: c2 80 to c2 9f. */
static bool is_control(const char *at)
{
	unsigned char first = (unsigned char)at[0], second = (unsigned char)at[1];

	return (first < 0x20 && first != '\t') || first == 0x7f || (first == 0xc2 && second < 0xa0);
}

const char *printable_with(struct arena *arena, const char *text, size_t length, const char *special)
{
	const char *valid = utf8_repaired(arena, text, length);
	char *out = arena_alloc(arena, strlen(valid) * WIDEST + 1), *end = out, number[WIDEST + 1];

	for (const char *at = valid; *at; at++) {
		if (is_control(at)) {
			if ((unsigned char)*at == 0xc2)
				at++;
			end = stpcpy(end, as_in_c((unsigned char)*at, number));
			continue;
		}
		if (strchr(special, *at))
			*end++ = '\\';
		*end++ = *at;
	}
	return out;
}

const char *printable(struct arena *arena, const char *text, size_t length)
{
	return printable_with(arena, text, length, "");
}
