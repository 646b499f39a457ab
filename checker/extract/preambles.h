/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * preambles: which headers are parsed once for many units.
 *
 * Units whose options are the same, but for -I and kbuild's names of the object, are a group. A group of some size gets
 * a preamble of the headers that a good part of its sources include. It is made with the options that all of the
 * group share; whether it fits a unit is for the front end to say (frontend/preamble.h).
 */
#ifndef TOPHALF_EXTRACT_PREAMBLES_H
#define TOPHALF_EXTRACT_PREAMBLES_H

#include "base/arena.h"
#include "base/vec.h"
#include "frontend/frontend.h"
#include "project/project.h"

/* Units with the same options. */
struct group {
	uint32_t *units; /* indexes of commands, ascending */
	size_t count;
	struct compile_command like; /* the options that all share */
	const char **headers;        /* what to make the preamble of; none: not worth one */
	size_t nheaders;
};

struct groups {
	struct group *at;
	size_t count;
	uint32_t *of; /* by command: its group */
};

/* Everything belongs to the arena. `wanted` (by command) are the units that will be parsed. */
void groups_find(struct groups *groups, struct arena *arena, const struct project *project, const bool *wanted);

/* A preamble that is ready for use. */
struct ready_preamble {
	struct preamble *preamble;
	struct facts facts;
	void *bytes;
	size_t length;
};

/* Makes one with its precompiled header in `file`: headers that cannot be used so are left out. -1: there is none, and
 * the group is parsed without. */
int preamble_make(struct ready_preamble *ready, const struct frontend_options *options, const struct group *group,
		  const char *file);
void preamble_end(struct ready_preamble *ready);

#endif
