/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * path: file names and the few things done to files by name. Strings belong to the arena.
 *
 * Normal form: absolute, no "." and "..", no double or trailing slash. ".." is taken off textually, as compilers'
 * users write it; path_real() is there where symbolic links matter.
 */
#ifndef TOPHALF_PROJECT_PATH_H
#define TOPHALF_PROJECT_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* `name` as seen from `directory` (absolute), in normal form. */
const char *path_absolute(struct arena *arena, const char *directory, const char *name);

/* `name` as seen from the current directory, in normal form. */
const char *path_here(struct arena *arena, const char *name);

/* Symbolic links resolved; NULL where there is no such file. */
const char *path_real(struct arena *arena, const char *name);

/* Everything before the last slash; "." for a bare name, "/" for one in the root. */
const char *path_directory(struct arena *arena, const char *name);

/* What follows the last slash. */
const char *path_name(const char *name);

/* Whether `path` is `directory` or below it; both in normal form. */
bool path_below(const char *path, const char *directory);

bool path_is_file(const char *name);
bool path_is_directory(const char *name);

/* mkdir -p. */
int path_make_directories(const char *name);

/* rm -rf; a name that does not exist is no error. Symbolic links are removed, not followed. */
int path_remove_tree(const char *name);

/* The whole file, NUL-terminated; NULL where it cannot be read. `size` may be NULL. */
char *path_read(struct arena *arena, const char *name, size_t *size);

/* Replaces the file's content. */
int path_write(const char *name, const void *bytes, size_t size);

/* A program on PATH; NULL where there is none. A name with a slash stands for itself. */
const char *path_find_program(struct arena *arena, const char *name);

/* A program of ours: in libexec beside the bin directory of this one, or further up (for one of the test suite). NULL
 * where there is none. */
const char *path_libexec(struct arena *arena, const char *name);

#endif
