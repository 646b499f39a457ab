// SPDX-License-Identifier: GPL-2.0-only
#define _POSIX_C_SOURCE 200809L
#include "rules/files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/diag.h"

static int is_rules_file(const char *name)
{
	const char *suffix = strrchr(name, '.');

	return suffix && !strcmp(suffix, ".yaml");
}

static int walk(struct arena *arena, const char *directory, struct paths *paths)
{
	DIR *stream = opendir(directory);
	struct dirent *item;
	int failed = 0;

	if (!stream)
		return error("cannot read the rules directory %s: %s", directory, strerror(errno));
	while ((item = readdir(stream))) {
		const char *path;
		struct stat info;

		if (*item->d_name == '.')
			continue;
		path = arena_printf(arena, "%s/%s", directory, item->d_name);
		if (lstat(path, &info)) {
			failed = error("cannot read %s: %s", path, strerror(errno));
			continue;
		}
		if (S_ISDIR(info.st_mode))
			failed |= walk(arena, path, paths);
		else if (is_rules_file(item->d_name))
			vec_push(&paths->list, path);
	}
	closedir(stream);
	return failed;
}

static int compare_paths(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

int find_rules_files(struct arena *arena, const char *directory, struct paths *paths)
{
	size_t length = strlen(directory);

	while (length > 1 && directory[length - 1] == '/')
		length--;
	directory = arena_strndup(arena, directory, length);
	if (walk(arena, directory, paths))
		return -1;
	if (!paths->list.count)
		return error("no rules: %s holds no *.yaml file", directory);
	qsort(paths->list.at, paths->list.count, sizeof *paths->list.at, compare_paths);
	return 0;
}

const char *read_whole_file(struct arena *arena, const char *path, size_t *length)
{
	FILE *file = fopen(path, "r");
	VEC(char) bytes = {0};
	const char *text;
	int failed;

	if (!file) {
		error("cannot read %s: %s", path, strerror(errno));
		return NULL;
	}
	do {
		vec_reserve(&bytes, bytes.count + 65536);
		bytes.count += fread(bytes.at + bytes.count, 1, bytes.room - bytes.count, file);
	} while (!feof(file) && !ferror(file));
	failed = ferror(file) ? errno : 0;
	fclose(file);

	text = arena_strndup(arena, bytes.at, bytes.count);
	*length = bytes.count;
	vec_free(&bytes);
	if (failed) {
		error("cannot read %s: %s", path, strerror(failed));
		return NULL;
	}
	return text;
}
