// SPDX-License-Identifier: GPL-2.0-only
#include "knowledge/flows.h"

enum { MAX_DEPTH = 6 };

/* Whether a value is the parameter, itself or in a local that is nothing else. */
static bool is_param(const struct program *program, uint32_t function, uint32_t value, uint32_t param)
{
	const struct fact_value *v = &function_facts(program, function)->values[value];

	if (v->kind == VALUE_LOCAL) {
		uint32_t only = only_assignment(program, function, v->a);

		if (only == NONE)
			return false;
		v = &function_facts(program, function)->values[only];
	}
	return v->kind == VALUE_PARAM && v->a == param;
}

static void follow(struct flows *flows, const struct flow *start, uint32_t function, uint32_t param, int depth);

/* The parameter is an argument of a call. */
static void handed_on(struct flows *flows, const struct flow *start, uint32_t function, uint32_t event,
		      uint32_t argument, int depth)
{
	const struct analysis *analysis = flows->analysis;
	const struct program *program = analysis->program;
	const struct unit *unit = &program->units.at[program->functions.at[function].unit];
	const struct fact_value *callee = &unit->facts.values[event_of(program, function, event)->target];
	struct flow flow = *start;
	uint32_t target;
	name_id name;

	if (callee->kind != VALUE_FUNCTION)
		return;
	name = rule_name(analysis->bound, unit->names[callee->a]);
	for (int i = bound_first(&analysis->bound->registrations, name); i != NO_RULE;
	     i = analysis->bound->registrations.next[i])
		if ((uint32_t)analysis->rules->registrations[i].callback == argument) {
			flow.in = function;
			flow.event = event;
			flow.position = argument;
			vec_push(&flows->list, flow);
			return;
		}
	target = program_resolve(program, program->functions.at[function].scope, unit->names[callee->a], callee->b);
	if (target != NONE && argument < program->functions.at[target].facts->params.count)
		follow(flows, start, target, argument, depth + 1);
}

static void follow(struct flows *flows, const struct flow *start, uint32_t function, uint32_t param, int depth)
{
	struct program *program = flows->analysis->program;
	const struct facts *facts = function_facts(program, function);
	const struct fact_func *func = program->functions.at[function].facts;
	struct flow flow = *start;
	bool added;

	map_put(&flows->seen, map_pair(function, param), &added);
	if (!added || depth > MAX_DEPTH)
		return;
	for (uint32_t i = 0; i < func->events.count; i++) {
		const struct fact_event *event = &facts->events[func->events.first + i];

		if (event->kind == EVENT_STORE && is_param(program, function, event->value, param)) {
			flow.slot = object_of_address(program, function, event->target);
			if (flow.slot != NONE)
				vec_push(&flows->list, flow);
		}
		for (uint32_t a = 0; event->kind == EVENT_CALL && a < event->args.count; a++)
			if (is_param(program, function, facts->args[event->args.first + a].value, param))
				handed_on(flows, start, function, i, a, depth);
	}
}

void flows_of(struct flows *flows, uint32_t function)
{
	uint32_t count = flows->analysis->program->functions.at[function].facts->params.count;

	for (uint32_t p = 0; p < count; p++) {
		struct flow flow = {.function = function, .param = p, .slot = NONE};

		map_free(&flows->seen);
		flows->seen = (struct map){0};
		follow(flows, &flow, function, p, 0);
	}
}

/* The arguments that decide which registration it is. */
static struct fact_range constants(struct collecting *c, const struct flow *flow)
{
	const struct program *program = c->analysis->program;
	const struct facts *facts = function_facts(program, flow->in);
	const struct fact_event *event = event_of(program, flow->in, flow->event);
	struct fact_range range = {(uint32_t)c->tables.flowargs.count, 0};

	for (uint32_t a = 0; a < event->args.count && a < 16; a++) {
		const struct fact_value *value = &facts->values[facts->args[event->args.first + a].value];

		if (value->kind == VALUE_CONST)
			vec_push(&c->tables.flowargs, (struct known_flowarg){a, (uint64_t)fact_constant(value)});
	}
	range.count = (uint32_t)c->tables.flowargs.count - range.first;
	return range;
}

void collect_flow(struct collecting *c, const struct flow *flow)
{
	const struct program *program = c->analysis->program;
	struct known_flow known = {.func = collect_func_with_params(c, flow->function, AS_CALLEE),
				   .param = flow->param,
				   .slot = collect_field(c, flow->slot),
				   .callee = NONE,
				   .flowargs = {(uint32_t)c->tables.flowargs.count, 0}};

	if (flow->slot == NONE) {
		const struct unit *unit = &program->units.at[program->functions.at[flow->in].unit];
		const struct fact_value *callee = &unit->facts.values[event_of(program, flow->in, flow->event)->target];

		known.callee =
			collect_text(c, program_name(program, rule_name(c->analysis->bound, unit->names[callee->a])));
		known.position = flow->position;
		known.flowargs = constants(c, flow);
	}
	vec_push(&c->tables.flows, known);
}

void flows_free(struct flows *flows)
{
	vec_free(&flows->list);
	map_free(&flows->seen);
}
