/* SPDX-License-Identifier: GPL-2.0-only */
/* extract: the front end over all units of a project, in threads, with progress on a terminal. */
#ifndef TOPHALF_EXTRACT_H
#define TOPHALF_EXTRACT_H

#include <stdbool.h>
#include <stddef.h>

#include "project/project.h"

struct extraction {
	const struct project *project;
	const char *const *macros;
	size_t nmacros;
	const char *const *annotations;
	size_t nannotations;
	unsigned jobs;
	bool progress; /* show it on stderr */
};

/* Of one unit: facts in malloc'ed bytes, or NULL and the reason (malloc'ed). */
struct extracted {
	void *bytes;
	size_t length;
	char *why;
};

/* Fills units[i] for the project's command i. */
void extract_all(const struct extraction *extraction, struct extracted *units);

#endif
