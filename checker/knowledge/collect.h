/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * collect: what an analysis knows, as tables. Each function here gives the index of the record for something of the
 * analysis, which it makes the first time that it is asked for.
 */
#ifndef TOPHALF_KNOWLEDGE_COLLECT_H
#define TOPHALF_KNOWLEDGE_COLLECT_H

#include "analysis/analysis.h"
#include "knowledge/tables.h"

/*
 * A function may stand in the tables twice: for what it does for those who call it, and for how it calls slots. What it
 * does by itself must not meet the regions of its own calls: the kernel has been checked already.
 */
enum role { AS_CALLEE, AS_CALLER, ROLES };

struct pending {
	uint32_t function;
	bool with_params;
	VEC(struct known_event) events;
	struct map index; /* event of the function to index, + 1 */
};

struct collecting {
	struct analysis *analysis;
	const char *root; /* of the kernel's source, which paths are relative to */
	struct tables tables;
	struct map funcs[ROLES], fields, files, terms, atoms, steps, origins, operations, changes; /* to index, + 1 */
	VEC(struct pending) pending;                                                               /* by func */
};

void collecting_init(struct collecting *c, struct analysis *analysis, const char *root);

/* Brings events and parameters in the order of their functions. */
void collecting_finish(struct collecting *c);
void collecting_free(struct collecting *c);

/* Texts may be the names of what is local to a file, with the path of the file in front. */
uint32_t collect_text(struct collecting *c, const char *text);
uint32_t collect_file(struct collecting *c, const char *path);
uint32_t collect_field(struct collecting *c, uint32_t field); /* NONE stays NONE */
uint32_t collect_func(struct collecting *c, uint32_t function, enum role role);
/* With the names of its parameters, since what is known of it speaks of them. */
uint32_t collect_func_with_params(struct collecting *c, uint32_t function, enum role role);
/* `named`: what it calls is of interest. */
uint32_t collect_event(struct collecting *c, uint32_t func, uint32_t function, uint32_t event, bool named);

/* 0, unknown, for what means nothing outside its function. */
uint32_t collect_term(struct collecting *c, term_id term);
/* NONE for the same. */
uint32_t collect_atom(struct collecting *c, atom_id atom);
/* The steps of an empty path, and the origins of no region, are NONE. */
uint32_t collect_step(struct collecting *c, const struct step *step);
uint32_t collect_origin(struct collecting *c, const struct origin *origin);

/* What follows appends to the tables: a demand, an outcome, a call, each with its parts. */
void collect_outcome(struct collecting *c, const struct outcome *outcome);
void collect_demand(struct collecting *c, const struct demand *demand);
/* `function` makes the call and stands as `func`; the callee as `callee`. */
void collect_call(struct collecting *c, uint32_t func, uint32_t function, const struct call *call, uint32_t callee);

#endif
