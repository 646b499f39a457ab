// SPDX-License-Identifier: GPL-2.0-only
#include "base/utf8.h"

#include <string.h>

/* Bytes of the character that begins at `at`, 0 if none does: cut off, too long for what it says, a surrogate, or
 * behind the last one that there is. */
static size_t character(const unsigned char *at, size_t left)
{
	size_t length = *at < 0x80 ? 1 : *at < 0xc2 ? 0 : *at < 0xe0 ? 2 : *at < 0xf0 ? 3 : *at < 0xf5 ? 4 : 0;

	if (length > left)
		return 0;
	for (size_t i = 1; i < length; i++)
		if (!utf8_continues((char)at[i]))
			return 0;
	if ((*at == 0xe0 && at[1] < 0xa0) || (*at == 0xed && at[1] >= 0xa0) || (*at == 0xf0 && at[1] < 0x90) ||
	    (*at == 0xf4 && at[1] >= 0x90))
		return 0;
	return length;
}

const char *utf8_repaired(struct arena *arena, const char *text, size_t length)
{
	static const char replacement[] = "\xef\xbf\xbd";
	const unsigned char *bytes = (const unsigned char *)text;
	char *out = arena_alloc(arena, length * (sizeof replacement - 1) + 1), *end = out;

	for (size_t i = 0; i < length;) {
		size_t step = bytes[i] ? character(bytes + i, length - i) : 0;
		const char *from = step ? text + i : replacement;
		size_t count = step ? step : sizeof replacement - 1;

		memcpy(end, from, count);
		end += count;
		i += step ? step : 1;
	}
	return out;
}
