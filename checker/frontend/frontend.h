/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * front end: one translation unit to facts, with Clang.
 *
 * The only C++ of the program lies behind this header. It knows C, not the kernel: which macros have to
 * be kept as calls comes from the rules, everything else is taken from the source as it is.
 *
 * Thread safe: each call has a compiler of its own.
 */
#ifndef TOPHALF_FRONTEND_H
#define TOPHALF_FRONTEND_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#include "base/overlay.h"
#include "facts/facts.h"
#include "project/project.h"

struct frontend_options {
	const char *const *macros; /* function-like macros to keep as calls of MACRO_CALL_PREFIX NAME */
	size_t nmacros;
	const char *const *annotations; /* function-like macros behind a declaration, kept as `annotate` attributes */
	size_t nannotations;
	const char *const *formats; /* function-like macros of one argument that decorate a message */
	size_t nformats;
	const struct overlay *past; /* what is read is seen through it; NULL: as it is */
};

/* Not a failure: the unit cannot be parsed on top of that preamble. */
enum { FRONTEND_UNSOUND = 1 };

struct preamble;

/*
 * Parses command->file and gives its facts in malloc'ed bytes; on top of the preamble unless that is NULL. The facts
 * are the same either way, but that bodies of header functions are in those of the preamble.
 * Errors in the source do not stop it: they are counted and listed in the facts (unit.errors, problems).
 * Returns -1 if there is nothing at all (no such file, bad flags), FRONTEND_UNSOUND if it has to be parsed without
 * the preamble; both with the reason in *why (malloc'ed).
 */
int frontend_extract(const struct frontend_options *options, const struct compile_command *command,
		     const struct preamble *preamble, void **bytes, size_t *length, char **why);

/* ---- preambles: headers that many units include, parsed once (preamble.h) ---- */

struct preamble_plan {
	const struct compile_command *like; /* whose options and directory it is made with */
	const char *const *headers;         /* as in #include <…>, in this order */
	size_t nheaders;
	const char *key;  /* what else it depends on */
	const char *file; /* the precompiled header to write */
};

/* Makes file and facts of a preamble; `unit.preamble` of the facts is its id, which depends on all that it was made
 * from. -1 with the reason if a header cannot be used: *bad is its number, nheaders if none is to blame. */
int preamble_build(const struct frontend_options *options, const struct preamble_plan *plan, void **bytes,
		   size_t *length, size_t *bad, char **why);

/* `facts` stay the caller's and have to live as long. Used by several threads at once. */
struct preamble *preamble_open(const char *file, const struct facts *facts);
void preamble_close(struct preamble *preamble);

#ifdef __cplusplus
}
#endif

#endif
