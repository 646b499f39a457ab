// SPDX-License-Identifier: GPL-2.0-only
#include "project/recorded.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/intern.h"
#include "cache/directory.h"
#include "project/commands.h"
#include "project/path.h"

enum { HASH_DIGITS = 16 };

static const char *hash_name(struct arena *arena, const char *path)
{
	return arena_printf(arena, "%016llx", (unsigned long long)hash_text(path, strlen(path)));
}

/* NULL with a message where there can be no cache. */
static const char *place_of(struct arena *arena, const char *build)
{
	const char *cache = cache_directory(arena);

	if (cache)
		return arena_printf(arena, "%s/recorded/%s", cache, hash_name(arena, build));
	error("neither XDG_CACHE_HOME nor HOME names a directory to keep the compilations in");
	return NULL;
}

static const char *about_of(struct arena *arena, const char *place)
{
	return arena_printf(arena, "%s/about", place);
}

/* ---- writing ---- */

static int write_whole(struct arena *arena, const char *name, const void *bytes, size_t size)
{
	const char *temporary = arena_printf(arena, "%s.%ld", name, (long)getpid());

	if (!path_write(temporary, bytes, size)) {
		if (!rename(temporary, name))
			return 0;
		error("cannot create %s: %s", name, strerror(errno));
	}
	unlink(temporary);
	return -1;
}

static int write_about(struct arena *arena, const char *place, const struct recorded_build *build)
{
	const char *name = about_of(arena, place), *old = path_read(arena, name, NULL);
	const char *text = arena_printf(arena, "%s\n%s\n%s\n", build->build, build->kernel, build->source);

	return old && !strcmp(old, text) ? 0 : write_whole(arena, name, text, strlen(text));
}

int recorded_put(struct arena *arena, const struct recorded_build *build, const char *object, const char *directory,
		 const char *const *argv, size_t argc)
{
	const char *place = place_of(arena, build->build), *where;
	size_t size = strlen(directory) + 32;
	char *record, *end;

	if (!place)
		return -1;
	where = arena_printf(arena, "%s/%s", place, hash_name(arena, path_directory(arena, object)));
	for (size_t i = 0; i < argc; i++)
		size += strlen(argv[i]) + 1;
	record = arena_alloc(arena, size);
	end = stpcpy(record, directory) + 1;
	end += sprintf(end, "%zu", argc) + 1;
	for (size_t i = 0; i < argc; i++)
		end = stpcpy(end, argv[i]) + 1;
	if (path_make_directories(where) || write_about(arena, place, build))
		return -1;
	return write_whole(arena, arena_printf(arena, "%s/%s", where, hash_name(arena, object)), record,
			   (size_t)(end - record));
}

/* ---- reading ---- */

static bool read_about(struct arena *arena, const char *place, struct recorded_build *build)
{
	const char *text = path_read(arena, about_of(arena, place), NULL),
		   **lines[] = {&build->build, &build->kernel, &build->source};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		const char *end = text ? strchr(text, '\n') : NULL;

		if (!end)
			return false;
		*lines[i] = arena_strndup(arena, text, (size_t)(end - text));
		text = end + 1;
	}
	return true;
}

static bool is_hash(const char *name)
{
	return strlen(name) == HASH_DIGITS && strspn(name, "0123456789abcdef") == HASH_DIGITS;
}

static int read_record(struct commands *commands, struct arena *arena, const char *name)
{
	size_t before = commands->list.count;

	if (commands_read_records(commands, arena, name))
		return -1;
	if (commands->list.count != before + 1)
		return error("%s: damaged record", name);
	if (path_is_file(commands->list.at[before].file))
		return 0;
	commands->list.count = before;
	unlink(name);
	return 0;
}

/* Reads all that has a hash for its name in a directory; none is there if that is not. */
static int read_each(struct commands *commands, struct arena *arena, const char *directory,
		     int (*read)(struct commands *commands, struct arena *arena, const char *name))
{
	DIR *stream = opendir(directory);
	const struct dirent *entry;
	int result = 0;

	while (!result && stream && (entry = readdir(stream)))
		if (is_hash(entry->d_name))
			result = read(commands, arena, arena_printf(arena, "%s/%s", directory, entry->d_name));
	if (stream)
		closedir(stream);
	return result;
}

static int read_directory(struct commands *commands, struct arena *arena, const char *name)
{
	return read_each(commands, arena, name, read_record);
}

/* "dir/foo" of kbuild, for a module below its directory. */
static void shorten_images(struct commands *commands, const char *build)
{
	for (size_t i = 0; i < commands->list.count; i++)
		if (path_below(commands->list.at[i].image, build) && strcmp(commands->list.at[i].image, build) != 0)
			commands->list.at[i].image += strlen(build) + 1;
}

int project_from_recorded(struct project *project, struct arena *arena, const char *build, const char *object)
{
	const char *real = path_real(arena, build), *place;
	struct recorded_build about;
	struct commands commands = {0};
	int result;

	if (!real || !path_is_directory(real))
		return error("%s: no such directory", build);
	place = place_of(arena, real);
	if (!place)
		return -1;
	if (!read_about(arena, place, &about))
		return error("%s: nothing is recorded of this build: run make C=2 CHECK=\"tophalf cc\" there", build);
	if (object)
		result = read_directory(
			&commands, arena,
			arena_printf(arena, "%s/%s", place, hash_name(arena, path_directory(arena, object))));
	else
		result = read_each(&commands, arena, place, read_directory);
	if (!result && !object && !commands.list.count)
		result = error("%s: all sources that were recorded of this build are gone", build);
	if (*about.kernel)
		shorten_images(&commands, about.build);
	commands_finish(&commands, arena, project);
	project->root = about.source;
	project->kernel_build = *about.kernel ? about.kernel : NULL;
	return result;
}

const char *recorded_find(struct arena *arena, const char *directory)
{
	const char *real = cache_directory(arena) ? path_real(arena, directory) : NULL;

	for (; real; real = strcmp(real, "/") != 0 ? path_directory(arena, real) : NULL)
		if (path_is_file(about_of(arena, place_of(arena, real))))
			return real;
	return NULL;
}

int recorded_forget(struct arena *arena, const char *build)
{
	const char *real = path_real(arena, build), *place = real ? place_of(arena, real) : NULL;

	if (!place)
		return real ? -1 : error("%s: no such directory", build);
	if (!path_is_directory(place))
		return error("%s: nothing is recorded of this build", build);
	return path_remove_tree(place);
}
