// SPDX-License-Identifier: GPL-2.0-only
/*
 * A module's own directory against installed headers.
 *
 *	directory ──farm──▶ STATE/source ──kbuild, shim──▶ STATE/commands ──paths moved back──▶ commands
 *
 * As long as nothing has changed that makefiles go by (fingerprint.h), the recorded commands are read again.
 */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "project/commands.h"
#include "project/farm.h"
#include "project/fingerprint.h"
#include "project/kbuild.h"
#include "project/path.h"
#include "project/project.h"
#include "project/run.h"

static bool is_prepared(struct arena *arena, const char *build)
{
	return path_is_file(arena_printf(arena, "%s/Makefile", build)) &&
	       path_is_file(arena_printf(arena, "%s/.config", build)) &&
	       path_is_file(arena_printf(arena, "%s/include/generated/autoconf.h", build));
}

/* How much a kernel is wanted: the ordinary one of a version before its real-time and cloud variants. */
static bool is_variant(const char *name)
{
	return strstr(name, "-rt-") || strstr(name, "-rt") == name + strlen(name) - 3 || strstr(name, "-cloud");
}

static const char *better(const char *a, const char *b)
{
	if (!a || !b)
		return a ? a : b;
	if (is_variant(a) != is_variant(b))
		return is_variant(a) ? b : a;
	return strverscmp(a, b) >= 0 ? a : b;
}

/* The best of the directories PARENT/PREFIX…SUFFIX that headers are in. */
static const char *search(struct arena *arena, const char *parent, const char *prefix, const char *suffix)
{
	DIR *stream = opendir(parent);
	const struct dirent *entry;
	const char *best = NULL;

	while (stream && (entry = readdir(stream))) {
		const char *path = arena_printf(arena, "%s/%s%s", parent, entry->d_name, suffix);

		if (entry->d_name[0] != '.' && !strncmp(entry->d_name, prefix, strlen(prefix)) &&
		    is_prepared(arena, path))
			best = better(best, path);
	}
	if (stream)
		closedir(stream);
	return best;
}

static const char *find_headers(struct arena *arena)
{
	const char *found = search(arena, "/lib/modules", "", "/build");

	if (!found)
		found = search(arena, "/usr/src", "linux-headers-", "");
	if (!found)
		found = search(arena, "/usr/src/kernels", "", "");
	return found;
}

/* kbuild looks for Kbuild first. */
static const char *find_makefile(struct arena *arena, const char *directory)
{
	const char *kbuild = arena_printf(arena, "%s/Kbuild", directory);
	const char *makefile = arena_printf(arena, "%s/Makefile", directory);

	return path_is_file(kbuild) ? kbuild : path_is_file(makefile) ? makefile : NULL;
}

/* How many directories up the makefile reaches with ../: so much more has to be in the farm. */
static int levels_above(struct arena *arena, const char *makefile)
{
	const char *text = path_read(arena, makefile, NULL);
	int most = 0;

	while (text && (text = strstr(text, "../"))) {
		int levels = 0;

		for (; !strncmp(text, "../", 3); text += 3)
			levels++;
		most = levels > most ? levels : most;
	}
	return most;
}

static int record(struct kbuild *kbuild, const char *build, const char *from, const char *to)
{
	const char *const arguments[] = {
		"-C",
		build,
		arena_printf(kbuild->arena, "M=%s", to),
		"-k",
		/* The objects are empty: modpost has nothing to say about them, and nothing is to be linked. */
		"KBUILD_MODPOST_WARN=1",
		"KBUILD_MODPOST_NOFINAL=1",
		"modules",
		NULL,
	};
	const char *what = arena_printf(kbuild->arena, "make -C %s M=%s", build, from);
	int status = kbuild_make(kbuild, to, arguments, true);

	if (status > 0 && kbuild_lost_source(kbuild))
		status = run_failed(kbuild->arena, what, kbuild->log);
	return status < 0 ? -1 : 0;
}

/* The module's directory, or one above it that its makefile reaches into. */
static const char *highest(struct arena *arena, const char *directory, const char *makefile)
{
	for (int i = levels_above(arena, makefile); i > 0 && strcmp(path_directory(arena, directory), "/") != 0; i--)
		directory = path_directory(arena, directory);
	return directory;
}

/* Returns the directory that became `farm`: `top`, or that of the module. */
static const char *make_farm(struct arena *arena, const char *directory, const char *top, const char *farm)
{
	int status;

	if (path_remove_tree(farm))
		return NULL;
	status = farm_make(arena, top, farm, FARM_FOR_WRITING);
	/* The ../ may have been for something else (the kernel's directory): try without. */
	if (status == 1 && top != directory) {
		top = directory;
		status = farm_make(arena, top, farm, FARM_FOR_WRITING);
	}
	if (status == 1)
		error("%s: too many files for a module", directory);
	return status ? NULL : top;
}

static const char *current_key(struct kbuild *kbuild, const char *directory, const char *build)
{
	struct arena *arena = kbuild->arena;
	const char *tools = arena_printf(arena, "%s %s %s", kbuild->compiler, kbuild->arch ? kbuild->arch : "",
					 kbuild->tools ? kbuild->tools : "");

	return module_fingerprint(arena, directory, build, tools);
}

/* Whether the last recording was made for this fingerprint. */
static bool is_recorded(struct kbuild *kbuild, const char *farm, const char *key)
{
	struct arena *arena = kbuild->arena;
	const char *text = path_read(arena, arena_printf(arena, "%s/key", kbuild->state), NULL);

	return text && !strcmp(text, key) && path_is_directory(farm) && path_is_file(kbuild->records);
}

/* ---- as it was at another time ---- */

static bool is_c(const char *name)
{
	size_t length = strlen(name);

	return length > 2 && name[length - 2] == '.' && (name[length - 1] == 'c' || name[length - 1] == 'h');
}

/* Whether makefiles may have said something else: a change of anything but C, or a source that is gone. */
static bool makefiles_differ(const struct overlay *past, const char *top)
{
	for (size_t i = 0; i < past->files.count; i++) {
		const struct overlay_file *file = &past->files.at[i];

		if (path_below(file->path, top) && (file->gone || !is_c(file->path)))
			return true;
	}
	return false;
}

/* Turns the farm of today into that of then. */
static int go_back(struct arena *arena, const struct overlay *past, const char *top, const char *farm)
{
	for (size_t i = 0; i < past->files.count; i++) {
		const struct overlay_file *file = &past->files.at[i];
		const char *there;

		if (!path_below(file->path, top) || file->state == OVERLAY_UNKNOWN)
			continue;
		there = arena_printf(arena, "%s%s", farm, file->path + strlen(top));
		if (unlink(there) && errno != ENOENT && errno != ENOTDIR)
			return error("cannot remove %s: %s", there, strerror(errno));
		if (file->state == OVERLAY_CONTENT &&
		    (path_make_directories(path_directory(arena, there)) || path_write(there, file->text, file->size)))
			return -1;
	}
	return 0;
}

/* Sources that are gone cannot be moved to where they are: that is where they were. */
static void move_gone(struct commands *commands, struct arena *arena, const char *farm, const char *top)
{
	for (size_t i = 0; i < commands->list.count; i++) {
		struct compile_command *command = &commands->list.at[i];

		if (path_below(command->file, farm))
			command->file = arena_printf(arena, "%s%s", top, command->file + strlen(farm));
	}
}

/* ---- the way ---- */

/* Makes the farm and has kbuild tell the commands; returns what the farm was made of. */
static const char *record_in_farm(struct kbuild *kbuild, const char *directory, const char *build, const char *makefile,
				  const char *farm, const char *key, const struct overlay *past)
{
	struct arena *arena = kbuild->arena;
	const char *place, *key_file = arena_printf(arena, "%s/key", kbuild->state), *top;

	if (unlink(key_file) && errno != ENOENT) {
		error("cannot remove %s: %s", key_file, strerror(errno));
		return NULL;
	}
	if (kbuild_start(kbuild))
		return NULL;
	top = make_farm(arena, directory, highest(arena, directory, makefile), farm);
	if (!top || (past && go_back(arena, past, top, farm)))
		return NULL;
	place = arena_printf(arena, "%s%s", farm, directory + strlen(top));
	/* The module itself may be new. */
	if (past && !find_makefile(arena, place))
		return path_write(kbuild->records, "", 0) ? NULL : top;
	if (record(kbuild, build, directory, place))
		return NULL;
	/* A makefile that reaches out of the directory can read what the fingerprint does not see. */
	if (!past && !strcmp(top, directory) && path_write(key_file, key, strlen(key)))
		return NULL;
	return top;
}

static int project_from_farm(struct project *project, struct kbuild *kbuild, const char *directory, const char *build,
			     const char *makefile, const struct overlay *past)
{
	struct arena *arena = kbuild->arena;
	const char *farm = arena_printf(arena, "%s/source", kbuild->state), *place;
	const char *key = current_key(kbuild, directory, build), *top = directory;
	struct commands commands = {0};

	if (past || !is_recorded(kbuild, farm, key))
		top = record_in_farm(kbuild, directory, build, makefile, farm, key, past);
	if (!top)
		return -1;
	place = arena_printf(arena, "%s%s", farm, directory + strlen(top));
	if (commands_read_records(&commands, arena, kbuild->records)) {
		vec_free(&commands.list);
		return -1;
	}
	/* "dir/foo" of kbuild is below the farm here; for the user it is below the directory. */
	for (size_t i = 0; i < commands.list.count; i++)
		if (path_below(commands.list.at[i].image, place))
			commands.list.at[i].image += strlen(place) + 1;
	commands_move(&commands, arena, farm, top);
	if (past)
		move_gone(&commands, arena, farm, top);
	commands_finish(&commands, arena, project);
	project->root = directory;
	if (!project->count && !past)
		return run_failed(arena, arena_printf(arena, "%s names no C source for a module: make", makefile),
				  kbuild->log);
	return 0;
}

static int from_module(struct project *project, struct arena *arena, const char *directory, const char *kernel_build,
		       const struct overlay *past)
{
	const char *real = path_real(arena, directory), *makefile = real ? find_makefile(arena, real) : NULL;
	const char *build = kernel_build ? path_real(arena, kernel_build) : find_headers(arena);
	struct kbuild kbuild;
	int result;

	if (!makefile)
		return error("%s: no Kbuild or Makefile there", directory);
	if (!build && !kernel_build)
		return error(
			"no kernel headers are installed (looked for /lib/modules/*/build and /usr/src/linux-headers-*)");
	if (!build || !is_prepared(arena, build))
		return error(
			"%s: not a kernel's build directory: Makefile, .config and include/generated/autoconf.h are needed",
			kernel_build);
	if (past && !makefiles_differ(past, highest(arena, real, makefile)))
		return 1;
	if (kbuild_open(&kbuild, arena, past ? "module-past" : "module", arena_printf(arena, "%s\n%s", real, build)))
		return -1;
	result = kbuild_choose_tools(&kbuild, arena_printf(arena, "%s/.config", build), NULL);
	if (!result)
		result = project_from_farm(project, &kbuild, real, build, makefile, past);
	kbuild_close(&kbuild);
	project->kernel_build = build;
	return result;
}

int project_from_module(struct project *project, struct arena *arena, const char *directory, const char *kernel_build)
{
	return from_module(project, arena, directory, kernel_build, NULL);
}

int project_from_past_module(struct project *project, struct arena *arena, const char *directory,
			     const char *kernel_build, const struct overlay *past)
{
	return from_module(project, arena, directory, kernel_build, past);
}
