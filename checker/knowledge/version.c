// SPDX-License-Identifier: GPL-2.0-only
#include "knowledge/version.h"

#include <stdio.h>
#include <string.h>

#include "project/path.h"

/* The number behind `NAME = ` at the beginning of a line; -1 where there is none. */
static int number_of(const char *text, const char *name)
{
	size_t length = strlen(name);

	for (const char *line = text; line; line = strchr(line, '\n')) {
		int number;

		line += *line == '\n';
		if (!strncmp(line, name, length) && sscanf(line + length, " = %d", &number) == 1)
			return number;
	}
	return -1;
}

/* The makefile of a source tree begins with them. */
static const char *version_of_source(struct arena *arena, const char *directory)
{
	const char *text = path_read(arena, arena_printf(arena, "%s/Makefile", directory), NULL);
	int version = text ? number_of(text, "VERSION") : -1, level = text ? number_of(text, "PATCHLEVEL") : -1;

	return version < 0 || level < 0 ? NULL : arena_printf(arena, "%d.%d", version, level);
}

const char *kernel_version(struct arena *arena, const char *directory)
{
	const char *text = path_read(arena, arena_printf(arena, "%s/include/generated/utsrelease.h", directory), NULL);
	const char *release = text ? strstr(text, "UTS_RELEASE \"") : NULL;
	int version, level;

	if (release && sscanf(release, "UTS_RELEASE \"%d.%d", &version, &level) == 2)
		return arena_printf(arena, "%d.%d", version, level);
	return version_of_source(arena, directory);
}

const char *kernel_root(struct arena *arena, const char *file)
{
	const char *directory = path_directory(arena, file);

	while (strcmp(directory, "/") != 0 && strcmp(directory, ".") != 0) {
		if (version_of_source(arena, directory))
			return directory;
		directory = path_directory(arena, directory);
	}
	return NULL;
}
