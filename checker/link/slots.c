// SPDX-License-Identifier: GPL-2.0-only
#include "link/slots.h"

#include <stdlib.h>
#include <string.h>

/*
 * A node is a slot or a parameter; an edge says that what one holds reaches another. Functions enter at
 * nodes and are carried along edges until nothing changes.
 */
struct edge {
	uint32_t to, object, unit, loc, next;
};

struct node {
	struct holders holders;
	uint32_t edges; /* first, NONE ends */
	bool pending;
};

struct flow {
	struct program *program;
	VEC(struct node) nodes;
	VEC(struct edge) edges;
	VEC(uint32_t) worklist;
	struct map params; /* (function, parameter) to node */
	struct map slots;  /* field to node */
};

uint32_t only_assignment(const struct program *program, uint32_t function, uint32_t local)
{
	const struct facts *facts = function_facts(program, function);
	const struct fact_func *func = program->functions.at[function].facts;
	uint32_t found = NONE;

	for (uint32_t i = 0; i < func->events.count; i++) {
		const struct fact_event *event = &facts->events[func->events.first + i];
		const struct fact_value *target;

		if (event->kind != EVENT_ASSIGN)
			continue;
		target = &facts->values[event->target];
		if (target->kind != VALUE_LOCAL || target->a != local)
			continue;
		if (found != NONE && found != event->value)
			return NONE;
		found = event->value;
	}
	return found;
}

uint32_t slot_of_value(struct program *program, uint32_t function, uint32_t value)
{
	const struct unit *unit = &program->units.at[program->functions.at[function].unit];
	const struct fact_value *v = &unit->facts.values[value];

	if (v->kind != VALUE_LOAD)
		return NONE;
	v = &unit->facts.values[v->a];
	while (v->kind == VALUE_ELEMENT)
		v = &unit->facts.values[v->a];
	if (v->kind == VALUE_FIELD)
		return unit->fields[v->b];
	if (v->kind == VALUE_GLOBAL)
		return program_global(program, program->functions.at[function].unit, v->a);
	return NONE;
}

static bool is_wrapper(const struct program *program, uint32_t field)
{
	return map_get(&program->wrappers, field, NONE) != NONE;
}

uint32_t object_of_address(struct program *program, uint32_t function, uint32_t address)
{
	const struct unit *unit = &program->units.at[program->functions.at[function].unit];
	const struct fact_value *v = &unit->facts.values[address];

	for (int steps = 0; steps < 8; steps++) {
		if (v->kind == VALUE_ELEMENT || (v->kind == VALUE_FIELD && is_wrapper(program, unit->fields[v->b]))) {
			v = &unit->facts.values[v->a];
		} else if (v->kind == VALUE_LOCAL) {
			uint32_t only = only_assignment(program, function, v->a);

			if (only == NONE)
				return NONE;
			v = &unit->facts.values[only];
		} else {
			break;
		}
	}
	if (v->kind == VALUE_FIELD)
		return unit->fields[v->b];
	if (v->kind == VALUE_GLOBAL)
		return program_global(program, program->functions.at[function].unit, v->a);
	return NONE;
}

static uint32_t node_of(struct flow *flow, struct map *map, uint64_t key)
{
	bool added;
	uint32_t *node = map_put(map, key, &added);

	if (added) {
		*node = (uint32_t)flow->nodes.count;
		vec_push(&flow->nodes, (struct node){.edges = NONE});
	}
	return *node;
}

static void put(struct flow *flow, uint32_t index, struct holder holder)
{
	struct node *node = &flow->nodes.at[index];

	for (size_t i = 0; i < node->holders.count; i++)
		if (node->holders.at[i].function == holder.function && node->holders.at[i].object == holder.object)
			return;
	vec_push(&node->holders, holder);
	if (!node->pending) {
		node->pending = true;
		vec_push(&flow->worklist, index);
	}
}

/* What `value` can be reaches the node. */
static void feed(struct flow *flow, uint32_t function, uint32_t value, uint32_t to, uint32_t object, uint32_t loc,
		 int depth)
{
	struct program *program = flow->program;
	uint32_t unit = program->functions.at[function].unit;
	uint32_t scope = program->functions.at[function].scope;
	const struct facts *facts = &program->units.at[unit].facts;
	const struct fact_value *v = &facts->values[value];
	uint32_t from = NONE;

	switch (v->kind) {
	case VALUE_FUNCTION: {
		uint32_t target = program_resolve(program, scope, program->units.at[unit].names[v->a], v->b);

		if (target != NONE)
			put(flow, to, (struct holder){target, object, unit, loc});
		return;
	}
	case VALUE_PARAM:
		from = node_of(flow, &flow->params, map_pair(function, v->a));
		break;
	case VALUE_LOAD: {
		uint32_t slot = slot_of_value(program, function, value);

		if (slot != NONE)
			from = node_of(flow, &flow->slots, slot);
		break;
	}
	case VALUE_SELECT:
		feed(flow, function, v->b, to, object, loc, depth);
		feed(flow, function, v->c, to, object, loc, depth);
		return;
	case VALUE_LOCAL: {
		const struct fact_func *func = program->functions.at[function].facts;

		for (uint32_t i = 0; depth < 3 && i < func->events.count; i++) {
			const struct fact_event *event = &facts->events[func->events.first + i];

			if (event->kind == EVENT_ASSIGN && facts->values[event->target].kind == VALUE_LOCAL &&
			    facts->values[event->target].a == v->a)
				feed(flow, function, event->value, to, object, loc, depth + 1);
		}
		return;
	}
	default:
		return;
	}
	if (from == NONE || from == to)
		return;
	vec_push(&flow->edges, (struct edge){to, object, unit, loc, flow->nodes.at[from].edges});
	flow->nodes.at[from].edges = (uint32_t)flow->edges.count - 1;
}

/* Whether a value can hold a function at all: most arguments cannot, and need no edge. */
static bool may_hold(const struct facts *facts, uint32_t value)
{
	switch (facts->values[value].kind) {
	case VALUE_FUNCTION:
	case VALUE_PARAM:
	case VALUE_SELECT:
	case VALUE_LOCAL:
		return true;
	default:
		return false;
	}
}

static void collect_function(struct flow *flow, uint32_t index)
{
	struct program *program = flow->program;
	uint32_t unit = program->functions.at[index].unit;
	const struct facts *facts = &program->units.at[unit].facts;
	const struct fact_func *func = program->functions.at[index].facts;

	for (uint32_t i = 0; i < func->events.count; i++) {
		const struct fact_event *event = &facts->events[func->events.first + i];
		const struct fact_value *target = event->target == FACTS_NONE ? NULL : &facts->values[event->target];

		if (event->kind == EVENT_STORE &&
		    (may_hold(facts, event->value) || facts->values[event->value].kind == VALUE_LOAD)) {
			uint32_t slot = object_of_address(program, index, event->target), object = NONE;

			if (target->kind == VALUE_FIELD)
				object = object_of_address(program, index, target->a);
			if (slot != NONE)
				feed(flow, index, event->value, node_of(flow, &flow->slots, slot), object, event->loc,
				     0);
		} else if (event->kind == EVENT_CALL && target->kind == VALUE_FUNCTION) {
			uint32_t callee = program_resolve(program, program->functions.at[index].scope,
							  program->units.at[unit].names[target->a], target->b);

			if (callee == NONE)
				continue;
			for (uint32_t a = 0; a < event->args.count; a++) {
				uint32_t value = facts->args[event->args.first + a].value;

				if (a < program->functions.at[callee].facts->params.count && may_hold(facts, value))
					feed(flow, index, value, node_of(flow, &flow->params, map_pair(callee, a)),
					     NONE, event->loc, 0);
			}
		}
	}
}

static void collect_initials(struct flow *flow, uint32_t number)
{
	struct program *program = flow->program;
	struct unit *unit = &program->units.at[number];

	for (uint32_t i = 0; i < unit->facts.ninitials; i++) {
		const struct fact_initial *initial = &unit->facts.initials[i];
		name_id name = unit->names[initial->function];
		uint32_t function = program_resolve(program, number, name, false);
		uint32_t global = program_field(program, 0, unit->names[initial->object]);
		uint32_t slot = initial->field == FACTS_NONE ? global : unit->fields[initial->field];
		uint32_t object = initial->embedding == FACTS_NONE ? global : unit->fields[initial->embedding];

		/* A wrapper in a record is one more level up than facts tell: then this is as good as unknown. */
		if (is_wrapper(program, object))
			object = global;
		if (function != NONE)
			put(flow, node_of(flow, &flow->slots, slot),
			    (struct holder){function, object, number, initial->loc});
	}
}

static void carry(struct flow *flow)
{
	for (size_t next = 0; next < flow->worklist.count; next++) {
		uint32_t index = flow->worklist.at[next];

		flow->nodes.at[index].pending = false;
		for (uint32_t e = flow->nodes.at[index].edges; e != NONE; e = flow->edges.at[e].next) {
			struct edge edge = flow->edges.at[e];

			for (size_t i = 0; i < flow->nodes.at[index].holders.count; i++) {
				struct holder holder = flow->nodes.at[index].holders.at[i];

				if (edge.object != NONE)
					holder.object = edge.object;
				put(flow, edge.to, holder);
			}
		}
	}
}

static int by_function(const void *a, const void *b)
{
	const struct holder *x = a, *y = b;

	if (x->function != y->function)
		return x->function < y->function ? -1 : 1;
	return x->object < y->object ? -1 : x->object > y->object;
}

static struct holders sorted(struct holders holders)
{
	if (holders.count)
		qsort(holders.at, holders.count, sizeof *holders.at, by_function);
	return holders;
}

void slots_collect(struct slots *slots, struct program *program)
{
	struct flow flow = {.program = program};

	for (uint32_t u = 0; u < program->units.count; u++)
		collect_initials(&flow, u);
	for (uint32_t f = 0; f < program->functions.count; f++)
		collect_function(&flow, f);
	carry(&flow);

	slots->nfields = program->fields.count;
	slots->by_field = xcalloc(slots->nfields, sizeof *slots->by_field);
	for (size_t i = 0; i < slots->nfields; i++) {
		uint32_t node = map_get(&flow.slots, i, NONE);

		if (node != NONE)
			slots->by_field[i] = sorted(flow.nodes.at[node].holders);
	}
	for (size_t i = 0; i < flow.params.room; i++) {
		struct map_entry *entry = &flow.params.entries[i];

		if (!entry->used || !flow.nodes.at[entry->value].holders.count)
			continue;
		*map_put(&slots->params, entry->key, NULL) = (uint32_t)slots->by_param.count;
		vec_push(&slots->by_param, sorted(flow.nodes.at[entry->value].holders));
	}
	vec_free(&flow.nodes);
	vec_free(&flow.edges);
	vec_free(&flow.worklist);
	map_free(&flow.params);
	map_free(&flow.slots);
}

static const struct holders nobody;

const struct holders *slot_holders(const struct slots *slots, uint32_t field)
{
	return field < slots->nfields ? &slots->by_field[field] : &nobody;
}

const struct holders *param_holders(const struct slots *slots, uint32_t function, uint32_t param)
{
	uint32_t index = map_get(&slots->params, map_pair(function, param), NONE);

	return index == NONE ? &nobody : &slots->by_param.at[index];
}

void slots_free(struct slots *slots)
{
	for (size_t i = 0; i < slots->nfields; i++)
		vec_free(&slots->by_field[i]);
	free(slots->by_field);
	for (size_t i = 0; i < slots->by_param.count; i++)
		vec_free(&slots->by_param.at[i]);
	vec_free(&slots->by_param);
	map_free(&slots->params);
}
