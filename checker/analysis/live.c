// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/live.h"

#include "analysis/order.h"

/* Adds what a value speaks of. */
static void mention(struct live *live, const struct terms *terms, const struct unit *unit, uint32_t value)
{
	const struct fact_value *v = &unit->facts.values[value];

	switch (v->kind) {
	case VALUE_LOCAL:
	case VALUE_LOCAL_ADDRESS:
		if (v->a < 64)
			live->locals |= (uint64_t)1 << v->a;
		break;
	case VALUE_PARAM:
	case VALUE_PARAM_ADDRESS:
		live->keys |= key_of_param(v->a);
		break;
	case VALUE_RESULT:
		live->keys |= key_of_result(v->a);
		break;
	case VALUE_FIELD:
		live->keys |= key_of_field(terms, unit->fields[v->b]);
		mention(live, terms, unit, v->a);
		break;
	case VALUE_CONTAINER:
	case VALUE_ELEMENT:
	case VALUE_LOAD:
		mention(live, terms, unit, v->a);
		break;
	case VALUE_UNARY:
		mention(live, terms, unit, v->b);
		break;
	case VALUE_BINARY:
		mention(live, terms, unit, v->b);
		mention(live, terms, unit, v->c);
		break;
	case VALUE_SELECT:
		mention(live, terms, unit, v->a);
		mention(live, terms, unit, v->b);
		mention(live, terms, unit, v->c);
		break;
	default:
		break;
	}
}

static void before_event(struct live *live, const struct analysis *analysis, const struct unit *unit, uint32_t function,
			 uint32_t number)
{
	const struct fact_event *event = event_of(analysis->program, function, number);
	uint32_t callee = named_callee(analysis, function, number);

	if (event->kind == EVENT_ASSIGN) {
		const struct fact_value *target = &unit->facts.values[event->target];

		if (target->kind == VALUE_LOCAL && target->a < 64)
			live->locals &= ~((uint64_t)1 << target->a);
	} else if (event->kind == EVENT_ZERO) {
		const struct fact_value *target = &unit->facts.values[event->target];

		if (target->kind == VALUE_LOCAL_ADDRESS && target->a < 64)
			live->locals &= ~((uint64_t)1 << target->a);
	} else if (event->target != FACTS_NONE) {
		mention(live, &analysis->terms, unit, event->target);
	}
	if (event->value != FACTS_NONE)
		mention(live, &analysis->terms, unit, event->value);
	for (uint32_t i = 0; i < event->args.count; i++)
		mention(live, &analysis->terms, unit, unit->facts.args[event->args.first + i].value);
	/* what the callee's outcomes and demands ask about, its parameters aside */
	if (callee != NONE)
		live->keys |= analysis->summaries[callee].interest;
}

const struct live *live_compute(const struct analysis *analysis, struct arena *arena, uint32_t function)
{
	const struct unit *unit = &analysis->program->units.at[analysis->program->functions.at[function].unit];
	const struct fact_func *func = analysis->program->functions.at[function].facts;
	struct live *entry = arena_array(arena, struct live, func->blocks.count);
	bool changed = true;

	for (int round = 0; changed && round < 20; round++) {
		changed = false;
		for (uint32_t b = func->blocks.count; b-- > 0;) {
			const struct fact_block *block = &unit->facts.blocks[func->blocks.first + b];
			struct live live = {0};

			for (uint32_t s = 0; s < block->succs.count; s++) {
				uint32_t next = unit->facts.succs[block->succs.first + s].block;

				if (next == FACTS_NONE)
					continue;
				live.locals |= entry[next - func->blocks.first].locals;
				live.keys |= entry[next - func->blocks.first].keys;
			}
			if (block->condition != FACTS_NONE)
				mention(&live, &analysis->terms, unit, block->condition);
			for (uint32_t i = block->events.count; i-- > 0;)
				before_event(&live, analysis, unit, function,
					     block->events.first - func->events.first + i);
			if (live.locals != entry[b].locals || live.keys != entry[b].keys) {
				entry[b] = live;
				changed = true;
			}
		}
	}
	return entry;
}
