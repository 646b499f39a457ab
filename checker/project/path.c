// SPDX-License-Identifier: GPL-2.0-only
#include "project/path.h"

#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"

const char *path_absolute(struct arena *arena, const char *directory, const char *name)
{
	const char *whole = name[0] == '/' ? name : arena_printf(arena, "%s/%s", directory, name);
	char *result = arena_alloc(arena, strlen(whole) + 2), *end = result;

	while (*whole) {
		size_t length;

		whole += strspn(whole, "/");
		length = strcspn(whole, "/");
		if (length == 2 && whole[0] == '.' && whole[1] == '.') {
			while (end > result && *--end != '/')
				;
		} else if (length && !(length == 1 && whole[0] == '.')) {
			*end++ = '/';
			memcpy(end, whole, length);
			end += length;
		}
		whole += length;
	}
	if (end == result)
		*end++ = '/';
	*end = '\0';
	return result;
}

const char *path_here(struct arena *arena, const char *name)
{
	char directory[PATH_MAX];

	if (!getcwd(directory, sizeof directory))
		die("cannot tell the current directory: %s", strerror(errno));
	return path_absolute(arena, directory, name);
}

const char *path_real(struct arena *arena, const char *name)
{
	char *real = realpath(name, NULL);
	const char *copy = real ? arena_strndup(arena, real, strlen(real)) : NULL;

	free(real);
	return copy;
}

const char *path_directory(struct arena *arena, const char *name)
{
	const char *slash = strrchr(name, '/');

	if (!slash)
		return ".";
	return slash == name ? "/" : arena_strndup(arena, name, (size_t)(slash - name));
}

const char *path_name(const char *name)
{
	const char *slash = strrchr(name, '/');

	return slash ? slash + 1 : name;
}

bool path_below(const char *path, const char *directory)
{
	size_t length = strlen(directory);

	if (!strcmp(directory, "/"))
		return path[0] == '/';
	return !strncmp(path, directory, length) && (!path[length] || path[length] == '/');
}

bool path_is_file(const char *name)
{
	struct stat status;

	return !stat(name, &status) && S_ISREG(status.st_mode);
}

bool path_is_directory(const char *name)
{
	struct stat status;

	return !stat(name, &status) && S_ISDIR(status.st_mode);
}

int path_make_directories(const char *name)
{
	char path[PATH_MAX];

	if ((size_t)snprintf(path, sizeof path, "%s", name) >= sizeof path)
		return error("%s: name too long", name);
	for (char *slash = path + 1;; slash++) {
		char kept = *slash;

		if (kept && kept != '/')
			continue;
		*slash = '\0';
		if (mkdir(path, 0777) && errno != EEXIST)
			return error("cannot create %s: %s", path, strerror(errno));
		*slash = kept;
		if (!kept)
			return 0;
	}
}

static int remove_entry(const char *name, const struct stat *status, int type, struct FTW *where)
{
	(void)status;
	(void)type;
	(void)where;
	return remove(name) && errno != ENOENT ? error("cannot remove %s: %s", name, strerror(errno)) : 0;
}

int path_remove_tree(const char *name)
{
	struct stat status;

	if (lstat(name, &status) && errno == ENOENT)
		return 0;
	return nftw(name, remove_entry, 32, FTW_DEPTH | FTW_PHYS) ? -1 : 0;
}

char *path_read(struct arena *arena, const char *name, size_t *size)
{
	FILE *file = fopen(name, "re");
	char *bytes = NULL;
	struct stat status;

	if (!file)
		return NULL;
	if (!fstat(fileno(file), &status) && S_ISREG(status.st_mode)) {
		size_t room = (size_t)status.st_size, got;

		bytes = arena_alloc(arena, room + 1);
		got = fread(bytes, 1, room, file);
		bytes[got] = '\0';
		if (size)
			*size = got;
		if (ferror(file))
			bytes = NULL;
	}
	fclose(file);
	return bytes;
}

int path_write(const char *name, const void *bytes, size_t size)
{
	FILE *file = fopen(name, "we");
	size_t put;

	if (!file)
		return error("cannot create %s: %s", name, strerror(errno));
	put = fwrite(bytes, 1, size, file);
	if (fclose(file) || put != size)
		return error("cannot write %s: %s", name, strerror(errno));
	return 0;
}

const char *path_find_program(struct arena *arena, const char *name)
{
	const char *search = getenv("PATH");

	if (strchr(name, '/'))
		return access(name, X_OK) ? NULL : name;
	while (search && *search) {
		size_t length = strcspn(search, ":");
		const char *path = arena_printf(arena, "%.*s/%s", (int)length, search, name);

		if (length && !access(path, X_OK) && path_is_file(path))
			return path;
		search += length + (search[length] == ':');
	}
	return NULL;
}

const char *path_libexec(struct arena *arena, const char *name)
{
	const char *self = path_real(arena, "/proc/self/exe");

	while (self && strcmp(self, "/") != 0) {
		const char *program;

		self = path_directory(arena, self);
		program = arena_printf(arena, "%s/libexec/%s", self, name);
		if (!access(program, X_OK))
			return program;
	}
	return NULL;
}
