/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * state: what is known at one point of one function, on one kind of path to it.
 *
 * Counters say how often each region has been entered since the function's entry (negative: the caller's
 * was left). Facts are atoms that hold. Bindings say what locals, reassigned parameters and results of calls are;
 * cells what was stored where; a cell at the address of a local record itself says that all else in it is zero. All of it is bounded; where the bound is hit, knowledge is dropped, never invented.
 */
#ifndef TOPHALF_STATE_H
#define TOPHALF_STATE_H

#include "analysis/term.h"

/* Where a region that is counted was entered: innermost first. */
struct origin {
	int region;
	uint32_t function, event;   /* the call that entered it */
	const struct origin *inner; /* inside the callee, if it was not the call itself */
	const struct origin *outer; /* the one entered before */
	bool ambiguous;             /* through a slot whose functions differ: perhaps not entered at all */
};

struct binding {
	uint32_t variable; /* enum binding_kind | index */
	term_id term;
};

enum binding_kind { BIND_LOCAL = 0, BIND_PARAM = 1 << 30, BIND_RESULT = 2u << 30, BIND_RETURN = 3u << 30 };

struct cell {
	term_id address, value;
};

enum { MAX_FACTS = 24, MAX_BINDINGS = 32, MAX_CELLS = 24, MAX_CHANGE = 100 };

struct state {
	int8_t count[MAX_REGIONS]; /* from -MAX_CHANGE, where a loop that leaves a region ends, to MAX_CHANGE */
	int8_t more[MAX_REGIONS];  /* that a callee may have left entered on top, which its result does not tell */
	uint32_t doubt;            /* bit set: regions entered before a callee may have left them */
	uint32_t unsure;           /* bit set: the same of the caller's regions */
	const struct origin *origins;
	uint8_t nfacts, nbindings, ncells;
	atom_id facts[MAX_FACTS];
	struct binding bindings[MAX_BINDINGS];
	struct cell cells[MAX_CELLS];
};

/* The part of a state by which conditions are decided. */
struct view {
	const int8_t *count;
	const atom_id *facts;
	size_t nfacts;
	const struct cell *cells;
	size_t ncells;
};

static inline struct view view_of(const struct state *state)
{
	return (struct view){state->count, state->facts, state->nfacts, state->cells, state->ncells};
}

/* Whether a term is not zero. */
enum truth term_truth(struct terms *terms, const struct rules *rules, const struct view *view, term_id term);
enum truth atom_truth(struct terms *terms, const struct rules *rules, const struct view *view, atom_id atom);

/* The atom that says `term` is not zero; false if it is not of a form that one atom can say. */
bool atom_of_term(struct terms *terms, term_id term, atom_id *atom);

/* Adds that `term` is zero or not. Returns false if that cannot be. */
bool state_assume(struct state *state, struct terms *terms, const struct rules *rules, term_id term, bool nonzero);
void state_add_fact(struct state *state, const struct terms *terms, atom_id atom);

term_id state_lookup(const struct state *state, uint32_t variable);
void state_bind(struct state *state, uint32_t variable, term_id term);
term_id cell_lookup(const struct cell *cells, size_t count, term_id address);
/* The same, and zero for a field of a record that is all zero but for the cells in it. */
term_id cell_value(const struct terms *terms, const struct cell *cells, size_t count, term_id address);
void state_store(struct state *state, const struct terms *terms, term_id address, term_id value);

/* Whatever stands in a local record: no longer zero where no cell says otherwise. */
void state_not_zero(struct state *state, const struct terms *terms, term_id address);

/* Forgets everything that mentions `part`. */
void state_forget(struct state *state, const struct terms *terms, term_id part);

void state_enter(struct state *state, struct arena *arena, int region, uint32_t function, uint32_t event,
		 const struct origin *inner);
void state_leave(struct state *state, struct arena *arena, int region);

bool same_counters(const struct state *a, const struct state *b);

/* What later code can still ask for: bit sets of locals and hashed keys. */
struct live {
	uint64_t locals, keys;
};

/* Whether two states with equal counters agree on all that is live. */
bool same_live(const struct terms *terms, const struct state *a, const struct state *b, const struct live *live);

/* How much two states with equal counters would lose if they were merged, at most `bound`: what locals are counts more than
 * facts. */
unsigned state_distance(const struct terms *terms, const struct state *a, const struct state *b,
			const struct live *live, unsigned bound);

/* Keeps in `into` what both know. Returns whether it lost something. */
bool state_merge(struct state *into, struct terms *terms, const struct rules *rules, const struct state *other);

#endif
