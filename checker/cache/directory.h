/* SPDX-License-Identifier: GPL-2.0-only */
/* directory: where the user's cache is. Failures are told by errno, not printed: what they mean is the caller's matter. */
#ifndef TOPHALF_CACHE_DIRECTORY_H
#define TOPHALF_CACHE_DIRECTORY_H

#include "base/arena.h"

/* $XDG_CACHE_HOME/tophalf or ~/.cache/tophalf; NULL where neither variable names a directory. Not made. */
const char *cache_directory(struct arena *arena);

/* mkdir -p without a message; `path` is absolute. 0, or -1 with errno. */
int directory_make(const char *path);

#endif
