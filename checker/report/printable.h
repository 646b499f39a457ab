/* SPDX-License-Identifier: GPL-2.0-only */
/* printable: text from sources and file names, as people may be shown it: it moves no cursor and begins no line. */
#ifndef TOPHALF_REPORT_PRINTABLE_H
#define TOPHALF_REPORT_PRINTABLE_H

#include <stddef.h>

#include "base/arena.h"

/* In UTF-8, with control characters, tabs excepted, written as in C: "\n", "\033". */
const char *printable(struct arena *arena, const char *text, size_t length);

/* The same, with a backslash before each of the characters `special`. */
const char *printable_with(struct arena *arena, const char *text, size_t length, const char *special);

#endif
