/* SPDX-License-Identifier: GPL-2.0-only */
/* extract: the front end over all units of a project, in threads, with progress on a terminal. */
#ifndef TOPHALF_EXTRACT_H
#define TOPHALF_EXTRACT_H

#include <stdbool.h>
#include <stddef.h>

#include "extract/preambles.h"
#include "frontend/frontend.h"
#include "project/project.h"

/* Of one unit: facts in malloc'ed bytes, or NULL and the reason (malloc'ed). */
struct extracted {
	void *bytes;
	size_t length;
	char *why;
	char *alone; /* why it was parsed without its group's preamble (malloc'ed); NULL: it was not, or there is none */
};

struct extraction {
	const struct project *project;
	struct frontend_options options;
	unsigned jobs;
	bool progress;    /* show it on stderr */
	bool no_preamble; /* parse each unit on its own */

	/* results */
	struct extracted *units; /* by command */
	struct ready_preamble *preambles;
	size_t npreambles;
};

/* Fills the results; extraction_free() frees what is left of them. */
void extract_all(struct extraction *extraction);
void extraction_free(struct extraction *extraction);

#endif
