/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * extract: facts of all units of a project: from the cache where nothing changed, from the front end elsewhere, in
 * threads, with progress on a terminal.
 *
 *	command ──key──▶ facts in the cache, inputs as they were? ──▶ mapped
 *	                      │ no
 *	                      └──▶ on top of the group's preamble, else on its own ──▶ parsed, kept in the cache
 *
 * An entry of the cache is found by all that decides the facts but the content of files: program, rules, command. The
 * facts name the files that were read, with the hashes of their contents.
 */
#ifndef TOPHALF_EXTRACT_H
#define TOPHALF_EXTRACT_H

#include <stdbool.h>
#include <stddef.h>

#include "cache/inputs.h"
#include "cache/store.h"
#include "facts/facts.h"
#include "frontend/frontend.h"
#include "project/project.h"

/* Of one unit: facts, or NULL and the reason (malloc'ed). */
struct extracted {
	void *bytes; /* mapped, or malloc'ed */
	size_t length;
	bool cached; /* mapped */
	struct facts facts;
	char *why;
	char *alone; /* why it was parsed without its group's preamble (malloc'ed); NULL: it was not, or there is none */
};

/* Of a preamble that units refer to. */
struct extracted_preamble {
	void *bytes;
	size_t length;
	bool cached;
	struct facts facts;
	struct preamble *preamble; /* for parsing on top of it; NULL: only its facts are needed */
};

struct extraction {
	const struct project *project;
	struct frontend_options options;
	struct store *store;
	struct inputs *inputs;
	unsigned jobs;
	bool progress;    /* show it on stderr */
	bool no_preamble; /* parse each unit on its own */
	size_t optional;  /* of so many units at the end: facts from the cache, or none */

	/* results */
	struct extracted *units; /* by command */
	struct extracted_preamble **preambles;
	size_t npreambles;
	size_t parsed, alone; /* units: that were parsed; without the preamble of their group */
};

/* Fills the results. The facts stay valid until extraction_free(). Returns -1, having said so, when it was interrupted
 * (base/interrupt.h). */
int extract_all(struct extraction *extraction);
void extraction_free(struct extraction *extraction);

#endif
