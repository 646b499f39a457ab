// SPDX-License-Identifier: GPL-2.0-only
#include "cache/directory.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *cache_directory(struct arena *arena)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	/* The specification says to ignore a relative one. */
	if (cache && cache[0] == '/')
		return arena_printf(arena, "%s/tophalf", cache);
	if (home && home[0] == '/')
		return arena_printf(arena, "%s/.cache/tophalf", home);
	return NULL;
}

int directory_make(const char *path)
{
	char part[PATH_MAX];
	size_t length = strlen(path);

	if (length >= sizeof part) {
		errno = ENAMETOOLONG;
		return -1;
	}
	for (size_t i = 1; i <= length; i++) {
		if (path[i] && path[i] != '/')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, 0777) && errno != EEXIST)
			return -1;
	}
	return 0;
}
