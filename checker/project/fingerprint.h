/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fingerprint: whether kbuild could say something else about a module than the last time.
 *
 * It has the names of all files below the directory; the status (size, times) of those that are no C source or header,
 * for a makefile can include any of them; that of the kernel's configuration and makefile; and the environment, which
 * makefiles can ask as well. What a makefile reads elsewhere is not in it.
 */
#ifndef TOPHALF_PROJECT_FINGERPRINT_H
#define TOPHALF_PROJECT_FINGERPRINT_H

#include "base/arena.h"

/* A text in the arena. `directory` is the module's, `build` the kernel's build directory; `tools` is what make is called
 * with. */
const char *module_fingerprint(struct arena *arena, const char *directory, const char *build, const char *tools);

#endif
