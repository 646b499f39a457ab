/* SPDX-License-Identifier: GPL-2.0-only */
/* version: which kernel a directory is. */
#ifndef TOPHALF_KNOWLEDGE_VERSION_H
#define TOPHALF_KNOWLEDGE_VERSION_H

#include "base/arena.h"

/* "6.12": of a source tree by its makefile, or of a build directory or installed headers by the release that was generated
 * there. NULL where it is no kernel's directory. */
const char *kernel_version(struct arena *arena, const char *directory);

/* The root of the kernel's source that a file is in; NULL where it is in none. */
const char *kernel_root(struct arena *arena, const char *file);

#endif
