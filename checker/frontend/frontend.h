/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * front end: one translation unit to facts, with Clang.
 *
 * The only C++ of the program lies behind this header. It knows C, not the kernel: which macros have to
 * be kept as calls comes from the rules, everything else is taken from the source as it is.
 *
 * Thread safe: each call has a compiler of its own; `claim` must be thread safe too.
 */
#ifndef TOPHALF_FRONTEND_H
#define TOPHALF_FRONTEND_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#include "facts/facts.h"
#include "project/project.h"

struct frontend_options {
	const char *const *macros; /* function-like macros to keep as calls of MACRO_CALL_PREFIX NAME */
	size_t nmacros;
	const char *const *annotations; /* function-like macros behind a declaration, kept as `annotate` attributes */
	size_t nannotations;
	/* Whether the body of a header function with this content should be stored with this unit. Several units use one
	 * header; a body needs to be kept once. NULL: always. */
	bool (*claim)(void *context, const struct fact_hash *hash);
	void *claim_context;
};

/*
 * Parses command->file and gives its facts in malloc'ed bytes.
 * Errors in the source do not stop it: they are counted and listed in the facts (unit.errors, problems).
 * Returns -1 if there is nothing at all (no such file, bad flags), with the reason in *why (malloc'ed).
 */
int frontend_extract(const struct frontend_options *options, const struct compile_command *command, void **bytes,
		     size_t *length, char **why);

#ifdef __cplusplus
}
#endif

#endif
