/* SPDX-License-Identifier: GPL-2.0-only */
/* files: which files a rules directory holds, and their text. */
#ifndef TOPHALF_RULES_FILES_H
#define TOPHALF_RULES_FILES_H

#include <stddef.h>

#include "base/arena.h"
#include "base/vec.h"

struct paths {
	VEC(const char *) list; /* vec_free() it; the texts belong to the arena */
};

/* All *.yaml below the directory, sorted by path. Hidden files and symlinks to directories are left alone.
 * 0, or -1 after printing why; that there are none is an error as well. */
int find_rules_files(struct arena *arena, const char *directory, struct paths *paths);

/* The whole file, a NUL behind it; NULL after printing why not. */
const char *read_whole_file(struct arena *arena, const char *path, size_t *length);

#endif
