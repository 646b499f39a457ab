/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * project: which translation units there are, and how each is compiled.
 *
 * Four sources, one result: a compile_commands.json, an out-of-tree module directory built
 * against installed kernel headers, a kernel source tree with a .config, and a build that is watched. The commands are
 * cleaned so that Clang takes them: the compiler's own name, -c, -o, dependency-file options and options that
 * only GCC knows are gone. Commands are in the order of their source file's name, whatever order the source had.
 *
 * Everything belongs to the arena that was passed. Errors are printed with file and line; functions
 * return 0 or -1.
 */
#ifndef TOPHALF_PROJECT_H
#define TOPHALF_PROJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/overlay.h"

struct compile_command {
	const char *directory; /* absolute; relative paths in args start here */
	const char *file;      /* absolute path of the source file */
	const char **args;     /* what is left for Clang, NULL-terminated, without compiler and source file */
	size_t nargs;
	/* The linked image the object goes into: kbuild's KBUILD_MODFILE for a module ("drivers/net/dummy"), "" for
	 * the built-in image or where there is no kbuild. */
	const char *image;
};

struct project {
	struct compile_command *commands;
	size_t count;
	const char *kernel_build; /* whose headers a module is built against; NULL: it is no module */
	const char *root;         /* findings print paths below it relative to it; "" for none */
};

/* Selects by path: keeps the commands whose file is one of `paths` or below a directory of them. A path that
 * matches no command is an error that names it. No paths: keeps all. */
int project_select(struct project *project, const char *const *paths, size_t npaths);

/* The ways to read a path that a user gave: from here, from here with links resolved, from the project's root. */
enum { PATH_READINGS = 3 };
struct path_readings {
	const char *at[PATH_READINGS];
};
struct path_readings project_read_path(const struct project *project, struct arena *arena, const char *path);
/* Whether one of them is the file (in normal form), or a directory above it. */
bool path_is_read(const struct path_readings *readings, const char *file);
/* The file itself. */
bool path_is_same(const struct path_readings *readings, const char *file);

/* Reads compile_commands.json (both forms, "command" and "arguments"); `path` is the file or its directory. */
int project_from_json(struct project *project, struct arena *arena, const char *path);

/* A module directory with Kbuild or Makefile, against the headers in `kernel_build` (NULL: those of the newest
 * installed kernel, /lib/modules/VERSION/build or /usr/src/linux-headers-*). Uses kbuild itself with the compiler
 * shim, in a private copy of the directory's build products, so that the user's directory stays as it was. A source
 * that the makefile names and that is not there is an error. Images are relative to the directory ("drv", "sub/drv"). */
int project_from_module(struct project *project, struct arena *arena, const char *directory, const char *kernel_build);

/* The same as its makefiles had it at the time of an overlay; a module that was not there is a project without commands.
 * Returns 1, with nothing done, where nothing has changed that makefiles go by. */
int project_from_past_module(struct project *project, struct arena *arena, const char *directory,
			     const char *kernel_build, const struct overlay *past);

/* A configured kernel tree: `directory` is a source tree with a .config in it, or a build directory (O=) of one. Runs
 * kbuild with the compiler shim in an O= directory of its own, so that nothing is compiled and the tree stays as it
 * was; a tree that was built in place will do. `subdirectories` (may be none; from here or from the tree's root)
 * limits what is analysed. The database is kept in the user's cache directory and used again while the .config and the
 * tools are the same and no makefile or Kconfig file of the tree is newer; `arch` (ARCH= of make) may be NULL: that of
 * the .config. */
int project_from_kernel(struct project *project, struct arena *arena, const char *directory,
			const char *const *subdirectories, size_t nsubdirectories, const char *arch);

/* The source tree of such a directory; NULL where it is none. */
const char *kernel_source(struct arena *arena, const char *directory);

/* Runs a make command, which builds as ever, with the shim as its compiler, and takes what it compiles: all that this run
 * of make finds out of date. Its output goes to stderr. A build that fails is an error. */
int project_from_build(struct project *project, struct arena *arena, const char *const *argv, size_t argc);

/* The same compilations of another copy of the sources: paths below `from` become those below `to` where that has such a
 * file; headers that were generated below `from` stay. A source is always that of the copy, whether it has it or not. */
int project_move(struct project *project, struct arena *arena, const char *from, const char *to);

/* Without the commands whose source is not there. */
void project_drop_lost(struct project *project);

/* Cleans one command line for Clang: drops what is named above and warning options, keeps the rest in order; a GCC
 * whose name carries a target ("aarch64-linux-gnu-gcc-12") adds --target=. Sets `args` and `nargs`. Exposed for tests. */
void clean_arguments(struct compile_command *command, struct arena *arena, const char *const *argv, size_t argc);

#endif
