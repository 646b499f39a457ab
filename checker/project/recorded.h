/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * recorded: the compilations that kbuild showed to `tophalf cc`, kept by build directory.
 *
 *	$XDG_CACHE_HOME/tophalf/recorded/BUILD/about		build directory, kernel, source tree: a line each
 *	$XDG_CACHE_HOME/tophalf/recorded/BUILD/DIRECTORY/OBJECT	one compilation, as the shim writes it (shim/record.h)
 *
 * BUILD, DIRECTORY and OBJECT are hashes of paths. A record is a file of its own, written beside and renamed: any number
 * of processes may write at the same time, and a compilation done again replaces its record. What is recorded is the
 * command line as it came, so that a later version of this program may read more into it.
 */
#ifndef TOPHALF_PROJECT_RECORDED_H
#define TOPHALF_PROJECT_RECORDED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "project/project.h"

/* What is built, and where. All absolute. */
struct recorded_build {
	const char *build;  /* the kernel's build directory (O=, or the tree), a module's directory (M=) */
	const char *kernel; /* of a module: the kernel's build directory; else "" */
	const char *source; /* the tree that paths are shown relative to; "": none */
};

/* Keeps one compilation: `object` (absolute) is its name, `argv` the whole command with compiler, -o and source. */
int recorded_put(struct arena *arena, const struct recorded_build *build, const char *object, const char *directory,
		 const char *const *argv, size_t argc);

/* The compilations of a build directory; with `object`, only those whose object is in the same directory as that.
 * Records of sources that are gone are removed. None at all is an error. */
int project_from_recorded(struct project *project, struct arena *arena, const char *build, const char *object);

/* The nearest directory from `directory` upwards that has a record; NULL: none. */
const char *recorded_find(struct arena *arena, const char *directory);

/* Removes what is recorded of a build directory. */
int recorded_forget(struct arena *arena, const char *build);

#endif
