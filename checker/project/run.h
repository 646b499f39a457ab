/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * run: starting another program and keeping what it says.
 *
 * Output and errors go to a log file; when the program fails the message names the log and shows its last lines.
 * No shell is involved. Variables that a surrounding make leaves in the environment (job server,
 * overrides, output directory) are taken out, so that running from a makefile is no different.
 */
#ifndef TOPHALF_PROJECT_RUN_H
#define TOPHALF_PROJECT_RUN_H

#include <stdbool.h>

#include "base/arena.h"

struct run {
	const char *const *argv;        /* NULL-terminated; argv[0] is searched on PATH */
	const char *const *environment; /* NAME=VALUE, NULL-terminated, on top of the own one; may be NULL */
	const char *directory;          /* to run in; NULL: here */
	const char *log;                /* appended to; NULL: all goes to stderr */
};

/* The exit status; -1 (with a message) where the program could not be started or was killed. */
int run_program(const struct run *run);

/* Reports that `what` failed, with the log's name and last lines. Always returns -1. */
int run_failed(struct arena *arena, const char *what, const char *log);

/* Processors this process may use. */
unsigned int run_processors(void);

#endif
