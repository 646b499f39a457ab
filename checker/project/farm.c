// SPDX-License-Identifier: GPL-2.0-only
#include "project/farm.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/vec.h"
#include "project/path.h"

/* Somebody's home directory given as a module is a mistake: say so instead of filling the disk with links.
 * A kernel has 90,000 files. */
enum { MOST_ENTRIES = 300000 };

struct entry {
	const char *name;
	bool directory;
};

/* A directory of the original; `clean` when neither it nor anything below holds products. */
struct branch {
	const char *path;
	VEC(struct entry) entries;
	VEC(struct branch *) branches;
	bool clean;
};

struct farm {
	struct arena *arena;
	VEC(struct branch *) all;
	size_t entries;
};

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);

	return length > tail && !strcmp(text + length - tail, end);
}

static bool looks_built(const char *name)
{
	static const char *const suffixes[] = {".o",     ".a",   ".ko",    ".so",      ".dbg", ".mod",
					       ".mod.c", ".cmd", ".order", ".symvers", ".dwo"};
	static const char *const names[] = {".config", ".config.old", "vmlinux", "System.map", "Module.symvers"};

	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (ends_with(name, suffixes[i]))
			return true;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

/* include/config, include/generated and arch/ARCH/include/generated: kbuild makes them whole. */
static bool is_generated_directory(const char *parent, const char *name)
{
	return (!strcmp(name, "generated") || !strcmp(name, "config")) && !strcmp(path_name(parent), "include");
}

static bool has_command_file(const struct branch *branch, const char *name)
{
	char path[4096];

	return (size_t)snprintf(path, sizeof path, "%s/.%s.cmd", branch->path, name) < sizeof path &&
	       !access(path, F_OK);
}

static bool is_directory(const struct branch *branch, const struct dirent *entry)
{
	char path[4096];
	struct stat status;

	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type == DT_DIR;
	return (size_t)snprintf(path, sizeof path, "%s/%s", branch->path, entry->d_name) < sizeof path &&
	       !lstat(path, &status) && S_ISDIR(status.st_mode);
}

static struct branch *survey(struct farm *farm, const char *path)
{
	struct branch *branch = arena_new(farm->arena, struct branch);
	DIR *stream = opendir(path);
	const struct dirent *entry;
	bool commands = false;

	vec_push(&farm->all, branch);
	branch->path = path;
	branch->clean = true;
	if (!stream) {
		error("cannot read %s: %s", path, strerror(errno));
		return NULL;
	}
	while ((entry = readdir(stream))) {
		const char *name = entry->d_name;
		struct entry kept = {.directory = is_directory(branch, entry)};

		if (!strcmp(name, ".") || !strcmp(name, "..") || (kept.directory && name[0] == '.'))
			continue;
		commands |= ends_with(name, ".cmd");
		if (kept.directory ? is_generated_directory(path, name) : looks_built(name)) {
			branch->clean = false;
			continue;
		}
		kept.name = arena_strndup(farm->arena, name, strlen(name));
		vec_push(&branch->entries, kept);
		farm->entries++;
	}
	closedir(stream);
	if (farm->entries > MOST_ENTRIES)
		return NULL;
	for (size_t i = 0; i < branch->entries.count; i++) {
		struct entry *kept = &branch->entries.at[i];
		struct branch *below = NULL;

		if (kept->directory) {
			below = survey(farm, arena_printf(farm->arena, "%s/%s", path, kept->name));
			if (!below)
				return NULL;
			branch->clean &= below->clean;
		} else if (commands && has_command_file(branch, kept->name)) {
			kept->name = NULL;
		}
		vec_push(&branch->branches, below);
	}
	return branch;
}

static int grow(struct farm *farm, const struct branch *branch, const char *to, enum farm_kind kind)
{
	if (path_make_directories(to))
		return -1;
	for (size_t i = 0; i < branch->entries.count; i++) {
		const struct entry *entry = &branch->entries.at[i];
		const struct branch *below = branch->branches.at[i];
		const char *place;

		if (!entry->name)
			continue;
		place = arena_printf(farm->arena, "%s/%s", to, entry->name);
		if (below && !(kind == FARM_FOR_READING && below->clean)) {
			if (grow(farm, below, place, kind))
				return -1;
		} else if (symlink(arena_printf(farm->arena, "%s/%s", branch->path, entry->name), place)) {
			return error("cannot create %s: %s", place, strerror(errno));
		}
	}
	return 0;
}

static void fell(struct farm *farm)
{
	for (size_t i = 0; i < farm->all.count; i++) {
		vec_free(&farm->all.at[i]->entries);
		vec_free(&farm->all.at[i]->branches);
	}
	vec_free(&farm->all);
}

int farm_make(struct arena *arena, const char *from, const char *to, enum farm_kind kind)
{
	struct farm farm = {.arena = arena};
	const struct branch *root = survey(&farm, from);
	int result;

	if (root)
		result = grow(&farm, root, to, kind);
	else
		result = farm.entries > MOST_ENTRIES ? 1 : -1;
	fell(&farm);
	return result;
}
