// SPDX-License-Identifier: GPL-2.0-only
#include "cache/size.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int size_parse(const char *text, uint64_t *size)
{
	static const char units[] = "KMGT";
	char *end;
	double number, scale = 1;
	const char *unit;

	/* What strtod() takes besides: signs, space, hexadecimal, infinity. */
	if (!isdigit((unsigned char)text[0]) || strspn(text, "0123456789.") < strcspn(text, "KMGTkmgt"))
		return -1;
	number = strtod(text, &end);
	unit = *end ? strchr(units, toupper((unsigned char)*end)) : NULL;
	if (unit) {
		scale = (double)((uint64_t)1024 << 10 * (unit - units));
		end++;
	}
	if (*end || number * scale >= (double)((uint64_t)1 << 62))
		return -1;
	*size = (uint64_t)(number * scale);
	return 0;
}

void size_text(uint64_t size, char text[SIZE_TEXT])
{
	static const char *const units[] = {"KiB", "MiB", "GiB", "TiB"};
	double number = (double)size / 1024;
	size_t unit = 0;

	if (size < 1024) {
		snprintf(text, SIZE_TEXT, "%u B", (unsigned)size);
		return;
	}
	while (number >= 1024 && unit < 3) {
		number /= 1024;
		unit++;
	}
	snprintf(text, SIZE_TEXT, "%.1f %s", number, units[unit]);
}
