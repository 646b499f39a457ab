// SPDX-License-Identifier: GPL-2.0-only
#include "knowledge/slots.h"

#include <string.h>

/* More than any bound on the functions of a slot asks for. */
enum { MAX_COUNTED = 9 };

static bool is_local(const struct program *program, name_id name)
{
	return strchr(program_name(program, name), ':') != NULL;
}

static void add_holder(struct held_functions *held, uint32_t slot, uint32_t func, uint32_t times)
{
	struct collecting *c = held->collecting;
	uint32_t field = collect_field(c, slot);

	vec_push(&c->tables.holders, (struct known_holder){field, func, times});
}

/* The only function of a slot, if it demands something. */
static bool take_function(struct held_functions *held, uint32_t function)
{
	const struct analysis *analysis = held->collecting->analysis;
	const struct summary *summary = &analysis->summaries[function];
	bool added;

	for (uint32_t i = 0; i < summary->demands.count; i++)
		if (!summary->demands.at[i].callback) {
			map_put(&held->index, function, &added);
			if (added)
				vec_push(&held->list, function);
			return true;
		}
	return false;
}

/* Where a slot holds several functions, calls through it are so doubtful that their number is enough. */
static void holders_of(struct held_functions *held, uint32_t slot, uint32_t crowd)
{
	const struct holders *holders = slot_holders(held->collecting->analysis->slots, slot);
	uint32_t counted = (uint32_t)(holders->count < MAX_COUNTED ? holders->count : MAX_COUNTED), known = 0;

	if (holders->at[0].function == holders->at[holders->count - 1].function &&
	    take_function(held, holders->at[0].function)) {
		add_holder(held, slot, collect_func_with_params(held->collecting, holders->at[0].function, AS_CALLEE),
			   1);
		known = 1;
	}
	if (counted > known)
		add_holder(held, slot, crowd, counted - known);
}

/* A function that stands for all others. */
static uint32_t add_crowd(struct collecting *c)
{
	vec_push(&c->tables.funcs,
		 (struct known_func){.name = collect_text(c, "(another)"), .file = collect_file(c, "")});
	vec_push(&c->pending, (struct pending){0});
	return (uint32_t)c->tables.funcs.count - 1;
}

void held_collect(struct held_functions *held, struct collecting *collecting, const uint64_t *reached)
{
	const struct analysis *analysis = collecting->analysis;
	const struct program *program = analysis->program;
	uint32_t crowd = add_crowd(collecting);

	*held = (struct held_functions){.collecting = collecting};
	for (uint32_t slot = 0; slot < program->fields.count; slot++) {
		const struct field *field = &program->fields.at[slot];
		uint32_t contract = map_get(&analysis->bound->contracts, slot, NONE);
		bool opaque = contract != NONE && analysis->rules->slots[contract].opaque;

		if (!opaque && slot_holders(analysis->slots, slot)->count &&
		    (reached[slot / 64] >> slot % 64 & 1 ||
		     (!is_local(program, field->record) && !is_local(program, field->name))))
			holders_of(held, slot, crowd);
	}
}

void held_free(struct held_functions *held)
{
	vec_free(&held->list);
	map_free(&held->index);
}
