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
#include "frontend/frontend.h"
#include "project/project.h"

/* Units with the same options. */
struct group {
	uint64_t key;    /* of the options that set it apart */
	uint64_t family; /* of these without -D */
	uint32_t *units; /* indexes of commands, ascending: those that will be parsed */
	size_t count;
};

struct groups {
	struct group *at;
	size_t count;
	uint32_t *of; /* by command: its group */
};

/* Everything belongs to the arena. `wanted` (by command) are the units that will be parsed. */
void groups_find(struct groups *groups, struct arena *arena, const struct project *project, const bool *wanted);

/* Whether it pays to make a preamble for the group. */
bool group_is_large(const struct group *group);

/* Makes the facts of a preamble (malloc'ed), and its precompiled header in `file`. Headers that cannot be used so are left
 * out. -1: there is none, and the group is parsed without. */
int group_preamble(const struct group *group, const struct project *project, const struct frontend_options *options,
		   const char *file, void **bytes, size_t *length);

#endif
