/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * options: the shape of a compiler's command line, GCC's and Clang's alike.
 *
 * Which options take the next argument, and which name a path. Without the first, `-include foo.c` would look like a
 * second source file. Header only, because the compiler shim uses it too and links nothing.
 */
#ifndef TOPHALF_PROJECT_OPTIONS_H
#define TOPHALF_PROJECT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Options whose value is a path, joined or as the next argument. The longer of two with the same start comes first. */
static const char *const path_options[] = {"-include-pch", "-include",  "-imacros",   "-idirafter", "-isystem",
					   "-iquote",      "-isysroot", "--sysroot=", "-I"};

/* Whether the value of `argument` is the argument after it. */
static inline bool option_takes_next(const char *argument)
{
	static const char *const exact[] = {
		"-D",           "-U",           "-I",       "-o",      "-x",          "-include",
		"-include-pch", "-imacros",     "-isystem", "-iquote", "-idirafter",  "-isysroot",
		"-iprefix",     "-iwithprefix", "-target",  "-arch",   "-MF",         "-MT",
		"-MQ",          "--param",      "-Xclang",  "-mllvm",  "-Xassembler", "-Xpreprocessor",
		"-Xlinker",     "-aux-info",    "-A",       "-L",      "-l",          "-T",
		"-u",           "-z",           "-e",       "-G",
	};

	if (argument[0] != '-')
		return false;
	for (size_t i = 0; i < sizeof exact / sizeof *exact; i++)
		if (!strcmp(argument, exact[i]))
			return true;
	return false;
}

#endif
