/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Messages of the program about itself and its input (findings go through report/).
 *
 * error() is for bad input or a failing system call: it prints "tophalf: error: …" to stderr and
 * returns -1, so that `return error("…")` passes the failure up; only main() exits.
 * bug() is for a broken invariant of our own, die() for running out of memory.
 */
#ifndef TOPHALF_BASE_DIAG_H
#define TOPHALF_BASE_DIAG_H

#include <stddef.h>

/* Always returns -1. Thread safe: a message is written whole. */
int error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* "name:line:col: error: …" about `span` bytes at `at` in a text that was read, with its line and a caret. -1 too. */
int error_in_text(const char *name, const char *text, size_t length, size_t at, size_t span, const char *format, ...)
	__attribute__((format(printf, 6, 7)));

/* "tophalf: warning: …": the run goes on, the user should know. */
void warning(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Prints and aborts: the program itself is wrong. */
_Noreturn void bug(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Prints and exits with 3: nothing can be said about the input. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
