// SPDX-License-Identifier: GPL-2.0-only
#include "report/where.h"

#include <ctype.h>
#include <string.h>

#include "project/path.h"

const char *base_directory(struct arena *arena, const char *root)
{
	const char *here = path_here(arena, ".");

	if (!root || !*root || path_below(root, here))
		return here;
	return path_absolute(arena, here, root);
}

const char *base_path(struct report *report, const char *path)
{
	const char *whole = path_here(&report->arena, path);
	size_t length = strlen(report->base);

	if (!length || !path_below(whole, report->base) || !whole[length])
		return whole;
	return whole + length + (whole[length] == '/');
}

/* Colons too, although only those in the first part of a relative path have to be. */
static const char *percent_encoded(struct arena *arena, const char *path)
{
	static const char digits[] = "0123456789ABCDEF";
	char *out = arena_alloc(arena, strlen(path) * 3 + 1), *end = out;

	for (; *path; path++) {
		unsigned char byte = (unsigned char)*path;

		if (byte < 0x80 && (isalnum(byte) || strchr("-._~/", byte))) {
			*end++ = (char)byte;
			continue;
		}
		*end++ = '%';
		*end++ = digits[byte >> 4];
		*end++ = digits[byte & 15];
	}
	return out;
}

const char *base_uri(struct report *report, const char *path, bool *relative)
{
	const char *found = base_path(report, path);

	*relative = *found != '/';
	return arena_printf(&report->arena, "%s%s", *relative ? "" : "file://", percent_encoded(&report->arena, found));
}

const char *directory_uri(struct arena *arena, const char *directory)
{
	return arena_printf(arena, "file://%s%s", percent_encoded(arena, directory),
			    directory[strlen(directory) - 1] == '/' ? "" : "/");
}
