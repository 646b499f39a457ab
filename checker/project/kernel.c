// SPDX-License-Identifier: GPL-2.0-only
/*
 * A configured kernel tree.
 *
 *	.config ──copied──▶ STATE/build ──olddefconfig, prepare: real compiler──▶ generated headers
 *	                         │
 *	                         └──vmlinux modules: shim──▶ STATE/commands
 *
 * `prepare` makes the headers that are generated from compiled code; what the rest of the build generates by host
 * programs comes with the recording run. What is generated from linked objects (the vDSO's image) is not made: no
 * header is, and no source that says anything.
 *
 * kbuild refuses an O= build of a tree that was built in place. Such a tree is read through a farm (STATE/source), and
 * the commands get the tree's own paths back. Then include/generated of the tree, which may belong to an older
 * .config, comes into view: so ours goes first in the search path.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/intern.h"
#include "project/commands.h"
#include "project/farm.h"
#include "project/kbuild.h"
#include "project/path.h"
#include "project/project.h"
#include "project/run.h"

struct kernel {
	struct kbuild kbuild;
	const char *directory; /* as given: holds the .config */
	const char *source;    /* the user's tree */
	const char *tree;      /* what kbuild sees of it: the same, or the farm */
	const char *build;     /* O= */
	const char *arch;      /* as given, or NULL */
};

static bool is_source(struct arena *arena, const char *directory)
{
	return path_is_file(arena_printf(arena, "%s/Kconfig", directory)) &&
	       path_is_file(arena_printf(arena, "%s/scripts/Makefile.build", directory));
}

/* A build directory has a link to its source; its Makefile includes that of the source, too. */
static const char *find_source(struct arena *arena, const char *directory)
{
	const char *link = path_real(arena, arena_printf(arena, "%s/source", directory)), *text, *path;

	if (is_source(arena, directory))
		return directory;
	if (link && is_source(arena, link))
		return link;
	text = path_read(arena, arena_printf(arena, "%s/Makefile", directory), NULL);
	text = text ? strstr(text, "\ninclude ") : NULL;
	if (!text)
		return NULL;
	text += strlen("\ninclude ");
	path = arena_strndup(arena, text, strcspn(text, "\n"));
	path = path_real(arena, path_directory(arena, path_absolute(arena, directory, path)));
	return path && is_source(arena, path) ? path : NULL;
}

/* Files whose change can change the commands or the generated headers. Only their names are looked at, so that a look
 * at a whole tree takes a fraction of a second. */
static bool decides_commands(const char *name)
{
	size_t length = strlen(name);

	return !strncmp(name, "Makefile", 8) || !strncmp(name, "Kbuild", 6) || !strncmp(name, "Kconfig", 7) ||
	       !strcmp(name, "asm-offsets.c") || !strcmp(name, "bounds.c") ||
	       (length > 4 && !strcmp(name + length - 4, ".tbl"));
}

static bool is_newer(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec != b->tv_sec ? a->tv_sec > b->tv_sec : a->tv_nsec > b->tv_nsec;
}

/* Whether such a file below the directory `fd` is newer than `since`. Closes `fd`. */
static bool changed_since(int fd, const struct timespec *since)
{
	DIR *stream = fdopendir(fd);
	const struct dirent *entry;
	struct stat status;
	bool changed = false;

	if (!stream) {
		close(fd);
		return true;
	}
	while (!changed && (entry = readdir(stream))) {
		const char *name = entry->d_name;
		bool directory = entry->d_type == DT_DIR;

		if (name[0] == '.' || !strcmp(name, "Documentation"))
			continue;
		if (entry->d_type == DT_UNKNOWN)
			directory = !fstatat(fd, name, &status, AT_SYMLINK_NOFOLLOW) && S_ISDIR(status.st_mode);
		if (directory) {
			int below = openat(fd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

			changed = below < 0 || changed_since(below, since);
		} else if (decides_commands(name)) {
			changed = fstatat(fd, name, &status, 0) || is_newer(&status.st_mtim, since);
		}
	}
	closedir(stream);
	return changed;
}

static uint64_t hash_file(struct arena *arena, const char *name)
{
	size_t size = 0;
	const char *text = path_read(arena, name, &size);

	return text ? hash_text(text, size) : 0;
}

/* What the recorded commands were made from. */
static const char *make_key(struct kernel *kernel)
{
	struct arena *arena = kernel->kbuild.arena;

	return arena_printf(arena, "1\n%s\n%s\n%s\n%s\n%016llx\n%016llx\n", kernel->source,
			    kernel->arch ? kernel->arch : "", kernel->kbuild.compiler,
			    kernel->kbuild.tools ? kernel->kbuild.tools : "",
			    (unsigned long long)hash_file(arena, arena_printf(arena, "%s/.config", kernel->directory)),
			    (unsigned long long)hash_file(arena, arena_printf(arena, "%s/Makefile", kernel->source)));
}

static bool is_fresh(struct kernel *kernel, const char *key_file, const char *key)
{
	const char *old = path_read(kernel->kbuild.arena, key_file, NULL);
	struct stat status;
	int source;

	if (!old || strcmp(old, key) != 0 || !path_is_file(kernel->kbuild.records) || stat(key_file, &status))
		return false;
	source = open(kernel->source, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return source >= 0 && !changed_since(source, &status.st_mtim);
}

/* The test of the kernel's own Makefile (target outputmakefile), for all architectures. */
static bool was_built_in_place(struct arena *arena, const char *source)
{
	const char *arch = arena_printf(arena, "%s/arch", source);
	DIR *stream = opendir(arch);
	const struct dirent *entry;
	bool built = path_is_file(arena_printf(arena, "%s/.config", source)) ||
		     path_is_directory(arena_printf(arena, "%s/include/config", source));

	while (!built && stream && (entry = readdir(stream)))
		built = entry->d_name[0] != '.' &&
			path_is_directory(arena_printf(arena, "%s/%s/include/generated", arch, entry->d_name));
	if (stream)
		closedir(stream);
	return built;
}

static int make(struct kernel *kernel, const char *goal, const char *second, bool keep_going)
{
	struct arena *arena = kernel->kbuild.arena;
	const char *const arguments[] = {
		"-C",   kernel->tree, arena_printf(arena, "O=%s", kernel->build), keep_going ? "-k" : "-s", goal,
		second, NULL,
	};

	return kbuild_make(&kernel->kbuild, kernel->kbuild.state, arguments, keep_going);
}

static int prepare(struct kernel *kernel)
{
	static const char *const goals[] = {"olddefconfig", "prepare"};
	struct arena *arena = kernel->kbuild.arena;
	size_t size = 0;
	const char *config = path_read(arena, arena_printf(arena, "%s/.config", kernel->directory), &size);

	if (!config || path_make_directories(kernel->build) ||
	    path_write(arena_printf(arena, "%s/.config", kernel->build), config, size))
		return error("cannot copy %s/.config to %s", kernel->directory, kernel->build);
	if (strcmp(kernel->tree, kernel->source) != 0 &&
	    farm_make(arena, kernel->source, kernel->tree, FARM_FOR_READING))
		return error("cannot make a copy of %s as symbolic links in %s", kernel->source, kernel->tree);
	for (size_t i = 0; i < sizeof goals / sizeof *goals; i++) {
		int status = make(kernel, goals[i], NULL, false);

		if (status)
			return status < 0 ? -1
					  : run_failed(arena,
						       arena_printf(arena, "make %s in %s", goals[i], kernel->source),
						       kernel->kbuild.log);
	}
	return 0;
}

static int record(struct kernel *kernel)
{
	struct arena *arena = kernel->kbuild.arena;
	const char *config = path_read(arena, arena_printf(arena, "%s/.config", kernel->build), NULL);
	bool modules = config && strstr(config, "\nCONFIG_MODULES=y");
	int status = make(kernel, "vmlinux", modules ? "modules" : NULL, true);

	/* One source that is not there (a certificate, firmware to build in) is no reason to do without the kernel. */
	if (status > 0 && kbuild_lost_source(&kernel->kbuild))
		warning("%s: kbuild could not make everything that is configured; see %s", kernel->source,
			kernel->kbuild.log);
	return status < 0 ? -1 : 0;
}

static int make_commands(struct kernel *kernel, const char *key_file, const char *key)
{
	/* Remade whole: kbuild would not compile again, and so not record, what it finds up to date. */
	if (path_remove_tree(kernel->kbuild.state) || kbuild_start(&kernel->kbuild) ||
	    path_write(key_file, key, strlen(key)) || prepare(kernel) || record(kernel))
		return -1;
	return 0;
}

/* The commands name the user's files, and find our generated headers before theirs. */
static void leave_farm(struct kernel *kernel, struct commands *commands)
{
	struct arena *arena = kernel->kbuild.arena;
	const char *generated = arena_printf(arena, "-I%s/include", kernel->build);

	commands_move(commands, arena, kernel->tree, kernel->source);
	for (size_t i = 0; i < commands->list.count; i++) {
		struct compile_command *command = &commands->list.at[i];
		const char **args = arena_array(arena, const char *, command->nargs + 2);

		args[0] = generated;
		memcpy(args + 1, command->args, command->nargs * sizeof *args);
		command->args = args;
		command->nargs++;
	}
}

static int read_kernel(struct kernel *kernel, struct project *project)
{
	struct arena *arena = kernel->kbuild.arena;
	const char *key_file = arena_printf(arena, "%s/key", kernel->kbuild.state), *key;
	struct commands commands = {0};
	int result = 0;

	if (kbuild_choose_tools(&kernel->kbuild, arena_printf(arena, "%s/.config", kernel->directory), kernel->arch))
		return -1;
	kernel->build = arena_printf(arena, "%s/build", kernel->kbuild.state);
	kernel->tree = kernel->source;
	if (was_built_in_place(arena, kernel->source))
		kernel->tree = arena_printf(arena, "%s/source", kernel->kbuild.state);
	key = make_key(kernel);
	if (!is_fresh(kernel, key_file, key))
		result = make_commands(kernel, key_file, key);
	if (!result)
		result = commands_read_records(&commands, arena, kernel->kbuild.records);
	if (!result && strcmp(kernel->tree, kernel->source) != 0)
		leave_farm(kernel, &commands);
	commands_finish(&commands, arena, project);
	project->root = kernel->source;
	if (!result && !project->count)
		result = run_failed(arena, "recording the kernel's compilations", kernel->kbuild.log);
	return result;
}

const char *kernel_source(struct arena *arena, const char *directory)
{
	const char *real = path_real(arena, directory);

	return real ? find_source(arena, real) : NULL;
}

int project_from_kernel(struct project *project, struct arena *arena, const char *directory,
			const char *const *subdirectories, size_t nsubdirectories, const char *arch)
{
	struct kernel kernel = {.directory = path_real(arena, directory), .arch = arch};
	int result;

	if (!kernel.directory || !path_is_directory(kernel.directory))
		return error("%s: no such directory", directory);
	kernel.source = find_source(arena, kernel.directory);
	if (!kernel.source)
		return error("%s: neither a kernel's source tree nor the build directory of one", directory);
	if (!path_is_file(arena_printf(arena, "%s/.config", kernel.directory)))
		return error("%s: not configured: there is no .config", directory);
	if (kbuild_open(&kernel.kbuild, arena, "kernel",
			arena_printf(arena, "%s\n%s", kernel.directory, arch ? arch : "")))
		return -1;
	result = read_kernel(&kernel, project);
	kbuild_close(&kernel.kbuild);
	return result ? result : project_select(project, subdirectories, nsubdirectories);
}
