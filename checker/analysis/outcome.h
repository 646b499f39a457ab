/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * outcome: from the states at a function's ways out to its summary, and the guards that conditions become when they
 * leave their function.
 */
#ifndef TOPHALF_OUTCOME_H
#define TOPHALF_OUTCOME_H

#include "analysis/analysis.h"

/* Groups exit states into outcomes and keeps the calls, joining those that do not differ. */
void summarise(struct analysis *analysis, uint32_t function, struct state *const *exits, size_t nexits,
	       const struct call *calls, size_t ncalls);

/* Reduces an undecided atom to what it is really about. False: it cannot leave the function. */
bool guard_for_callers(struct analysis *analysis, const struct view *view, atom_id *atom);

/* Adds an undecided atom: as a guard where it can leave the function, else as a mark that it was lost. */
void guard_undecided(struct analysis *analysis, const struct view *view, atom_id atom, bool must,
		     struct guards *guards);

/* The same, where it is known whether it can leave the function. */
void put_guard(struct analysis *analysis, struct guards *guards, atom_id atom, bool exported, bool must);

/* Adds a guard; where there is no room, the least telling one is lost. */
void add_guard(struct analysis *analysis, struct guards *guards, atom_id atom, bool must);

/* Counts conditions that are not kept. */
void lose_guards(struct guards *guards, unsigned count);

/* Whether the result tells a caller which of two ways the function went. */
bool outcome_results_differ(const struct outcome *a, const struct outcome *b);

#endif
