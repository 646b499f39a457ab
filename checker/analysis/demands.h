/* SPDX-License-Identifier: GPL-2.0-only */
/* demands: what a call reaches, for the fixpoint (demands.c) and for the findings (findings.c). */
#ifndef TOPHALF_DEMANDS_H
#define TOPHALF_DEMANDS_H

#include "analysis/analysis.h"

/*
 * Who asks what a call reaches.
 *
 * Most demands are of no interest, and what is known of them early tells: wanted() is asked first. It gets the callee's
 * demand, and the same as the caller has it with counters, cost and regions, but before the guards are looked at.
 * Whoever keeps a demand that it visits copies it with copy_demand(): the first `fresh` steps of its path, and its
 * arguments, last as long as the visit.
 */
struct visitor {
	uint32_t since; /* only what callees have kept since then */
	bool (*wanted)(void *context, uint32_t function, const struct call *call, const struct demand *from,
		       const struct demand *demand);
	bool (*visit)(void *context, uint32_t function, const struct call *call, const struct demand *demand,
		      uint32_t fresh);
	void *context;
};

/* Visits every demand that `call` of `function` reaches, relative to the function's entry, whether forbidden
 * there or not. Returns whether any visit returned true. */
bool each_demand(struct analysis *analysis, uint32_t function, const struct call *call, const struct visitor *visitor);

const struct step *copy_steps(struct arena *arena, const struct step *path, uint32_t fresh);
void copy_demand(struct arena *arena, struct demand *demand, uint32_t fresh);

/* Adds a demand to a summary, or a better witness for one it has. Returns where it is kept, or NULL if the summary
 * says no more than before. */
struct demand *keep_demand(struct summary *summary, struct demand *demand);

/* What a demand has against it: doubt, conditions, length. */
int demand_cost(const struct demand *demand);

/* Whether keep_demand() would surely refuse a demand of that check, wait type, callback and counters, however cheap
 * its guards make it. */
bool no_room_for(const struct summary *summary, struct demand *demand);

/* The innermost region around the demand that forbids it, below the function or in it; NULL if none does. */
const struct origin *forbidden_by(const struct analysis *analysis, const struct call *call, const struct demand *demand,
				  enum severity *severity);

#endif
