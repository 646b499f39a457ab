/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * knowledge: what a run over a whole kernel learned, for modules of which only the kernel's headers are there.
 *
 *	tophalf export:  analysis ──collect──▶ tables ──▶ FILE                       (export.h)
 *	tophalf check:   FILE ──▶ tables ──knowledge_enter──▶ a unit of the program,
 *	                                 ──knowledge_bind──▶ summaries of its functions
 *
 * A file says, of each function that modules can call, what an analysis of its callers asks: its ways out, its demands with
 * the path to each, what it does with functions that it is passed. And of each slot that modules can fill: from which
 * regions and roots the kernel calls it.
 *
 * Loading makes one more unit of the program, the *outside*: its functions have a name, parameters, and the events that
 * paths mention, no body. They are found as all functions are, so what the program has a body for is that body, and what
 * rules describe is what the rules say. Their summaries are there before effects_compute(); nobody walks them.
 *
 * Life cycle: knowledge_open(), knowledge_resolve(), knowledge_enter() behind all other units and before
 * program_link(), knowledge_link() after roots_collect(), knowledge_bind() after analysis_init().
 */
#ifndef TOPHALF_KNOWLEDGE_H
#define TOPHALF_KNOWLEDGE_H

#include "analysis/analysis.h"
#include "knowledge/tables.h"

struct knowledge {
	const char *path;
	struct tables tables;
	uint32_t unit; /* of the program */
	/* What rules of today have for those of the file; NO_RULE for what they do not have. */
	int *regions, *checks, *contexts, *queries, *operations, *contracts;
};

/* 0, or -1 with a message; then there is nothing to close. */
int knowledge_open(struct knowledge *knowledge, const char *path);

/* Whether it was made with these rules in mind, and for the profile: an error otherwise. */
int knowledge_resolve(struct knowledge *knowledge, const struct rules *rules, enum profile profile);

void knowledge_enter(struct knowledge *knowledge, struct program *program);
/* Adds the outside's functions in slots, and its roots. */
void knowledge_link(const struct knowledge *knowledge, struct program *program, struct slots *slots,
		    struct roots *roots);
void knowledge_bind(const struct knowledge *knowledge, struct analysis *analysis);

void knowledge_close(struct knowledge *knowledge);

#endif
