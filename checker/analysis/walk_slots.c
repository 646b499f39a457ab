// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls through slots and parameters.
 *
 * A slot may hold functions that change the context differently (`map->lock` is a mutex here and a spin lock there).
 * The call goes on in one state for each change. Where it gives something back, that which is held decides:
 * the unlock function belongs to the lock that was taken.
 */
#include <string.h>

#include "analysis/walk.h"

enum { MAX_HOLDERS = 8, MAX_CHANGES = 4 };

struct changes {
	const struct outcome *at[MAX_CHANGES];
	uint32_t count;
	bool none; /* some function changes nothing */
};

static bool changes_anything(const struct outcome *outcome)
{
	static const int8_t nothing[MAX_REGIONS];

	return memcmp(outcome->change, nothing, sizeof nothing) != 0;
}

static bool add_change(struct changes *changes, const struct outcome *outcome)
{
	for (uint32_t i = 0; i < changes->count; i++)
		if (!memcmp(changes->at[i]->change, outcome->change, sizeof outcome->change))
			return true;
	if (changes->count == MAX_CHANGES)
		return false;
	changes->at[changes->count++] = outcome;
	return true;
}

/* The different changes that the functions of a slot make; false if there is nothing to say. */
static bool changes_of_slot(const struct analysis *analysis, uint32_t slot, struct changes *changes)
{
	const struct holders *holders = slot == NONE ? NULL : slot_holders(analysis->slots, slot);

	*changes = (struct changes){0};
	if (!holders || holders->count > MAX_HOLDERS || analysis->by_name_alone)
		return false;
	for (size_t i = 0; i < holders->count; i++) {
		const struct summary *summary = &analysis->summaries[holders->at[i].function];

		if (!summary->done || !summary->returns || summary->noutcomes != 1 ||
		    !changes_anything(&summary->outcomes[0]))
			changes->none = true;
		else if (!add_change(changes, &summary->outcomes[0]))
			return false;
	}
	return changes->count != 0;
}

bool slot_changes_context(const struct analysis *analysis, uint32_t slot)
{
	struct changes changes;

	return changes_of_slot(analysis, slot, &changes);
}

static bool gives_back(const struct outcome *outcome)
{
	for (int r = 0; r < MAX_REGIONS; r++)
		if (outcome->change[r] < 0)
			return true;
	return false;
}

static bool is_held(const struct state *state, const struct outcome *outcome)
{
	for (int r = 0; r < MAX_REGIONS; r++)
		if (outcome->change[r] < 0 && state->count[r] < -outcome->change[r])
			return false;
	return true;
}

static void change(struct walk *walk, struct state *state, uint32_t event, const struct outcome *outcome,
		   bool ambiguous)
{
	struct arena *arena = &walk->analysis->arena;

	for (int r = 0; r < MAX_REGIONS; r++)
		for (int n = outcome->change[r]; n < 0; n++)
			state_leave(state, arena, r);
	for (int r = MAX_REGIONS; r-- > 0;)
		for (int n = outcome->change[r]; n > 0; n--) {
			state_enter(state, arena, r, walk->function, event, outcome->origins);
			if (ambiguous && state->origins && state->origins->region == r)
				((struct origin *)state->origins)->ambiguous = true;
		}
}

/* Returns false if it went on in forks. */
static bool apply_slot(struct walk *walk, struct state *state, uint32_t block, uint32_t index, uint32_t event,
		       uint32_t slot)
{
	struct changes changes;
	bool ambiguous;

	if (!changes_of_slot(walk->analysis, slot, &changes))
		return true;
	for (uint32_t i = 0; i < changes.count; i++)
		if (gives_back(changes.at[i]) && is_held(state, changes.at[i])) {
			change(walk, state, event, changes.at[i], false);
			return true;
		}
	ambiguous = changes.none || changes.count > 1;
	for (uint32_t i = 0; i < changes.count; i++) {
		struct state *one;

		if (gives_back(changes.at[i]))
			return true; /* of something that is not held: another function was meant */
		if (!ambiguous) {
			change(walk, state, event, changes.at[i], false);
			return true;
		}
		if (!walk_may_fork(walk))
			return true;
		one = walk_copy(walk, state);
		change(walk, one, event, changes.at[i], true);
		walk_run(walk, block, index + 1, one);
	}
	return changes.none;
}

/* The slot that a callee is loaded from: as written, or through what a local was given. */
static uint32_t slot_of_callee(struct walk *walk, uint32_t event, term_id callee)
{
	const struct fact_event *record = event_of(walk->analysis->program, walk->function, event);
	uint32_t slot = slot_of_value(walk->analysis->program, walk->function, record->target);
	const struct term *address;

	if (slot != NONE || term_at(walk->terms, callee)->kind != TERM_LOAD)
		return slot;
	address = term_at(walk->terms, term_at(walk->terms, callee)->a);
	while (address->kind == TERM_ELEMENT)
		address = term_at(walk->terms, address->a);
	return address->kind == TERM_FIELD ? address->b : address->kind == TERM_GLOBAL ? address->a : NONE;
}

static bool decided_by_callers(const struct walk *walk, term_id callee)
{
	const struct term *term = term_at(walk->terms, callee);

	return term->kind != TERM_UNKNOWN && term->exportable;
}

static void record(struct walk *walk, const struct state *state, uint32_t event, uint32_t slot, term_id callee,
		   const struct arguments *args)
{
	struct arena *arena = walk->scratch;
	struct call call = walk_record_call(walk, state, event, args);
	struct demand *callback;
	struct step *step;

	call.slot = slot;
	if (decided_by_callers(walk, callee)) {
		step = arena_new(arena, struct step);
		*step = (struct step){.function = walk->function, .event = event, .slot = slot};
		callback = arena_new(arena, struct demand);
		*callback = (struct demand){.operation = NO_RULE,
					    .contract = NO_RULE,
					    .check = NO_RULE,
					    .path = step,
					    .sink_function = walk->function,
					    .sink_event = event,
					    .length = 1,
					    .callback = callee,
					    .args = call.args,
					    .nargs = call.nargs};
		call.operation = callback;
	}
	vec_push(&walk->calls, call);
}

bool walk_indirect(struct walk *walk, struct state *state, uint32_t block, uint32_t index, uint32_t event,
		   term_id callee, const struct arguments *args)
{
	uint32_t slot = slot_of_callee(walk, event, callee);

	if (walk->recording)
		record(walk, state, event, slot, callee, args);
	for (uint32_t i = 0; i < args->count; i++)
		walk_written(walk, state, args->at[i]);
	return apply_slot(walk, state, block, index, event, slot);
}
