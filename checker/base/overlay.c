// SPDX-License-Identifier: GPL-2.0-only
#include "base/overlay.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/intern.h"

static uint64_t hash_path(const char *path)
{
	return hash_text(path, strlen(path));
}

static uint64_t hash_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return hash_path(slash ? slash + 1 : path);
}

void overlay_free(struct overlay *overlay)
{
	vec_free(&overlay->files);
	vec_free(&overlay->unknown);
	map_free(&overlay->index);
	map_free(&overlay->names);
	map_free(&overlay->directories);
}

static void add_directories(struct overlay *overlay, const char *path)
{
	bool added = true;

	for (size_t length = strlen(path); length > 1 && added; length--)
		if (path[length - 1] == '/')
			*map_put(&overlay->directories, hash_text(path, length - 1), &added) = 1;
}

void overlay_add(struct overlay *overlay, struct overlay_file file)
{
	bool added;
	uint32_t *number = map_put(&overlay->index, hash_path(file.path), &added);

	if (!added)
		return;
	vec_push(&overlay->files, file);
	*number = (uint32_t)overlay->files.count;
	number = map_put(&overlay->names, hash_name(file.path), NULL);
	if (*number < 2)
		*number = file.gone ? 2 : 1;
	if (file.state == OVERLAY_CONTENT)
		add_directories(overlay, file.path);
}

void overlay_add_unknown(struct overlay *overlay, const char *directory)
{
	vec_push(&overlay->unknown, (struct overlay_file){.path = directory, .state = OVERLAY_UNKNOWN});
}

/* ---- looking up ---- */

static bool is_link(const char *path)
{
	struct stat status;

	return !lstat(path, &status) && S_ISLNK(status.st_mode);
}

/* With links resolved as far as the path is there; false: too long. */
static bool resolve(const char *path, char real[PATH_MAX])
{
	char head[PATH_MAX], there[PATH_MAX];
	size_t length = strlen(path);

	if (length >= sizeof head)
		return false;
	memcpy(head, path, length + 1);
	while (length && !realpath(head, there)) {
		while (length && path[length - 1] != '/')
			length--;
		length -= length > 0;
		head[length] = '\0';
	}
	if (!length || !strcmp(there, "/"))
		*there = '\0';
	return snprintf(real, PATH_MAX, "%s%s", there, path + length) < PATH_MAX;
}

static const struct overlay_file *find_exactly(const struct overlay *overlay, const char *path)
{
	uint32_t number = map_get(&overlay->index, hash_path(path), 0);

	return number ? &overlay->files.at[number - 1] : NULL;
}

static const struct overlay_file *find_unknown(const struct overlay *overlay, const char *path)
{
	for (size_t i = 0; i < overlay->unknown.count; i++) {
		const char *directory = overlay->unknown.at[i].path;
		size_t length = strlen(directory);

		if (!strncmp(path, directory, length) && path[length] == '/')
			return &overlay->unknown.at[i];
	}
	return NULL;
}

const struct overlay_file *overlay_find(const struct overlay *overlay, const char *path)
{
	const struct overlay_file *file = find_exactly(overlay, path);
	char real[PATH_MAX];

	if (file)
		return file;
	/* Resolving costs much more than this, and most files are of no interest here. */
	if (!overlay->unknown.count && !map_get(&overlay->names, hash_name(path), 0) && !is_link(path))
		return NULL;
	if (!resolve(path, real))
		return NULL;
	file = find_exactly(overlay, real);
	return file ? file : find_unknown(overlay, real);
}

bool overlay_may_shadow(const struct overlay *overlay, const char *path)
{
	return map_get(&overlay->names, hash_name(path), 0) == 2 && !find_exactly(overlay, path);
}

bool overlay_has_directory(const struct overlay *overlay, const char *path)
{
	char real[PATH_MAX];

	if (map_get(&overlay->directories, hash_path(path), 0))
		return true;
	return overlay->directories.count && resolve(path, real) && map_get(&overlay->directories, hash_path(real), 0);
}
