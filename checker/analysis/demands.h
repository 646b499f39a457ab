/* SPDX-License-Identifier: GPL-2.0-only */
/* demands: what a call reaches (demands.c), for the fixpoint (rounds.c) and for the findings (findings.c). */
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
struct reached {
	uint32_t fresh; /* steps of its path that last as long as the visit */
	/* Its kind as it is, and without positive counters; NO_KIND: not worked out. */
	uint32_t kind, without_entered;
};

struct visitor {
	uint32_t since;             /* only what callees have kept since then */
	const struct summary *into; /* NULL, or who keeps what is visited: what it has no room for is passed over */
	bool within;                /* only demands that a region is entered around, at the call or below it */
	bool (*wanted)(void *context, uint32_t function, const struct call *call, const struct demand *from,
		       const struct demand *demand);
	bool (*visit)(void *context, uint32_t function, const struct call *call, const struct demand *demand,
		      const struct reached *reached);
	void *context;
};

/* Visits every demand that `call` of `function` reaches, relative to the function's entry, whether forbidden
 * there or not. Returns whether any visit returned true. */
bool each_demand(struct analysis *analysis, uint32_t function, const struct call *call, const struct visitor *visitor);

enum { MAX_LENGTH = 32 }; /* of the path of a demand */

const struct step *copy_steps(struct arena *arena, const struct step *path, uint32_t fresh);
void copy_demand(struct arena *arena, struct demand *demand, uint32_t fresh);

/* Drops counters that are positive: a region entered here that does not forbid the demand never will. Only what was left of
 * the caller's counts. */
void forget_entered(int8_t *change);

/* The regions around a demand: `inner` below the call, `outer` at it. */
const struct origin *behind(struct arena *arena, const struct origin *inner, const struct origin *outer);

/* ---- keep.c ---- */

/* What makes demands alike: each combination has a number in analysis->kinds. */
struct demand_kind {
	term_id callback;
	int8_t check;
	uint8_t wait;
	int8_t change[MAX_REGIONS];
	int16_t contract;
};

enum { SLOT_COST = 60 };
#define NO_KIND SHARED_NONE

struct shared *kinds_new(void);
uint32_t put_kind(struct analysis *analysis, const struct demand_kind *kind);
uint32_t kind_of_demand(struct analysis *analysis, const struct demand *demand);

/* What it costs before its guards are known. */
unsigned bare_cost(const struct demand *demand);
/* With them: doubt, conditions, length. */
unsigned demand_cost(const struct demand *demand);

/* Adds a demand of that kind to a summary, or a better witness for one it has. Returns where it is kept, or NULL if the
 * summary says no more than before. */
struct demand *keep_demand(struct analysis *analysis, struct summary *summary, const struct demand *demand,
			   uint32_t kind);

/* Says that regions are entered around a demand that is kept. */
void mark_within(struct summary *summary, const struct demand *kept);

/* Of what is done where. */
uint32_t sink_hash(const struct demand *demand);

/*
 * Whether keep_demand() would surely refuse a demand of that kind that costs at least so much, whatever its guards are.
 * Its operation and place are those of `from`, of which `sink` is the hash.
 */
bool no_room_for(const struct summary *summary, uint32_t kind, unsigned least, const struct demand *from,
		 uint32_t sink);

/* Whether callers still decide if the demand exists, or what is called. */
bool left_to_callers(const struct demand *demand);

/* The innermost region around the demand that forbids it, below the function or in it; NULL if none does. */
const struct origin *forbidden_by(const struct analysis *analysis, const struct call *call, const struct demand *demand,
				  enum severity *severity);

#endif
