/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * walk: what the parts of the simulation of one function share.
 *
 *	walk.c         blocks and states: carrying, joining, settling, recording
 *	walk_values.c  the facts' values as terms, in a state
 *	walk_calls.c   what a call does: rules, outcomes of callees
 *	walk_slots.c   calls through slots and parameters
 */
#ifndef TOPHALF_WALK_H
#define TOPHALF_WALK_H

#include "analysis/analysis.h"
#include "analysis/live.h"

enum { MAX_STATES = 10, MAX_ALIKE = 3, MAX_FORKS = 64, REASSIGNED = 0x10000 };

struct arrivals {
	struct state *at[MAX_STATES + 1];
	bool fresh[MAX_STATES + 1];
	uint32_t count;
	int8_t least[MAX_REGIONS]; /* counts with which it is entered from above: the lowest, at most 0 */
	int8_t most[MAX_REGIONS];  /* the highest, at least 0 */
};

struct walk {
	struct analysis *analysis;
	struct terms *terms;
	uint32_t function, scope;
	const struct unit *unit;
	const struct fact_func *func;
	const struct facts *facts;
	struct summary *summary;
	struct arena *scratch; /* empty again when the walk ends */
	const struct live *live;
	struct arrivals *arrivals; /* by block */
	uint64_t assigned_params;
	bool recording;
	uint32_t forks;  /* within the block that is being run: calls that go on in several states */
	uint32_t budget; /* steps left before paths are joined at once */
	VEC(struct call) calls;
	VEC(struct state *) exits;
};

/* The arguments of a call, in the state before it. */
struct arguments {
	term_id at[24];
	uint32_t count;
};

/* A fact's value in a state. */
term_id walk_evaluate(struct walk *walk, const struct state *state, uint32_t value);
/* What stands at an address. */
term_id walk_load(struct walk *walk, const struct state *state, term_id address);

void walk_forget_local(struct walk *walk, struct state *state, uint32_t local);
void walk_forget_result(struct walk *walk, struct state *state, uint32_t event);
/* A callee may write through this argument. */
void walk_written(struct walk *walk, struct state *state, term_id argument);

struct state *walk_copy(struct walk *walk, const struct state *state);

/* From event `index` of the block on, to the blocks after it. Nobody may use the state afterwards. */
void walk_run(struct walk *walk, uint32_t block, uint32_t index, struct state *state);

/* The call that is event `number` of the unit. Returns false if the path ends there or went on in forks. */
bool walk_call(struct walk *walk, struct state *state, uint32_t block, uint32_t index, uint32_t number);

/* A call of anything but a known function: what its slot may hold, or what the caller passed. Returns like walk_call(). */
bool walk_indirect(struct walk *walk, struct state *state, uint32_t block, uint32_t index, uint32_t event,
		   term_id callee, const struct arguments *args);

/* The call as the demand phase needs it, in scratch memory: summarise() copies those that it keeps. */
struct call walk_record_call(struct walk *walk, const struct state *state, uint32_t event,
			     const struct arguments *args);

/* Calls that each go on in two states double the work with every call: past a bound a block follows one of them. */
bool walk_may_fork(struct walk *walk);

#endif
