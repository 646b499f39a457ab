// SPDX-License-Identifier: GPL-2.0-only
/* Tarjan's strongly connected components, without recursion. */
#include "analysis/order.h"

#include <stdlib.h>

#include "base/diag.h"

bool names_callee(const struct program *program, uint32_t function, uint32_t event)
{
	return function_facts(program, function)->values[event_of(program, function, event)->target].kind ==
	       VALUE_FUNCTION;
}

uint32_t named_callee(const struct analysis *analysis, uint32_t function, uint32_t event)
{
	const struct program *program = analysis->program;
	const struct unit *unit = &program->units.at[program->functions.at[function].unit];
	const struct fact_event *e = event_of(program, function, event);
	const struct fact_value *callee;
	name_id name;
	int rule;

	if (e->kind != EVENT_CALL || !names_callee(program, function, event))
		return NONE;
	callee = &unit->facts.values[e->target];
	name = unit->names[callee->a];
	rule = bound_first(&analysis->bound->operations, rule_name(analysis->bound, name));
	if (rule != NO_RULE && !analysis->rules->operations[rule].fallback)
		return NONE;
	return program_resolve(program, program->functions.at[function].scope, name, callee->b);
}

struct frame {
	uint32_t function, event;
};

struct tarjan {
	struct analysis *analysis;
	struct components *components;
	uint32_t *index, *low; /* 0: not seen */
	bool *on_stack;
	uint32_t next;
	VEC(uint32_t) stack;
	VEC(struct frame) frames;
	struct line_pairs calls; /* between functions */
	uint32_t norder;
};

static void close_component(struct tarjan *t, uint32_t root)
{
	uint32_t function;

	do {
		function = t->stack.at[--t->stack.count];
		t->on_stack[function] = false;
		t->analysis->order[t->norder++] = function;
	} while (function != root);
	t->components->first[++t->components->count] = t->norder;
}

static void open_frame(struct tarjan *t, uint32_t function)
{
	t->index[function] = t->low[function] = ++t->next;
	t->on_stack[function] = true;
	vec_push(&t->stack, function);
	vec_push(&t->frames, (struct frame){function, 0});
}

static void visit(struct tarjan *t, uint32_t start)
{
	open_frame(t, start);
	while (t->frames.count) {
		struct frame *frame = &t->frames.at[t->frames.count - 1];
		uint32_t function = frame->function, callee;

		if (frame->event < t->analysis->program->functions.at[function].facts->events.count) {
			callee = named_callee(t->analysis, function, frame->event++);
			if (callee == NONE)
				continue;
			vec_push(&t->calls, (struct line_pair){callee, function});
			if (!t->index[callee])
				open_frame(t, callee);
			else if (t->on_stack[callee] && t->index[callee] < t->low[function])
				t->low[function] = t->index[callee];
			continue;
		}
		t->frames.count--;
		if (t->frames.count) {
			uint32_t caller = t->frames.at[t->frames.count - 1].function;

			if (t->low[function] < t->low[caller])
				t->low[caller] = t->low[function];
		}
		if (t->low[function] == t->index[function])
			close_component(t, function);
	}
}

/* What functions wait for, as what their components do. */
static void calls_of_components(struct tarjan *t)
{
	struct components *components = t->components;
	uint32_t *component = t->low; /* by function; it has served its purpose */

	for (uint32_t i = 0; i < components->count; i++)
		for (uint32_t j = components->first[i]; j < components->first[i + 1]; j++)
			component[t->analysis->order[j]] = i;
	for (size_t i = 0; i < t->calls.count; i++) {
		struct line_pair *pair = &t->calls.at[i];

		*pair = (struct line_pair){component[pair->before], component[pair->behind]};
		if (pair->before != pair->behind)
			vec_push(&components->calls, *pair);
	}
}

void order_functions(struct analysis *analysis, struct components *components)
{
	size_t count = analysis->program->functions.count;
	struct tarjan t = {.analysis = analysis, .components = components};

	*components = (struct components){.first = xcalloc(count + 1, sizeof *components->first)};
	t.index = xcalloc(count, sizeof *t.index);
	t.low = xcalloc(count, sizeof *t.low);
	t.on_stack = xcalloc(count, sizeof *t.on_stack);
	for (uint32_t f = 0; f < count; f++)
		if (!t.index[f])
			visit(&t, f);
	if (t.norder != count)
		bug("%u of %zu functions ordered", t.norder, count);
	calls_of_components(&t);
	free(t.index);
	free(t.low);
	free(t.on_stack);
	vec_free(&t.stack);
	vec_free(&t.frames);
	vec_free(&t.calls);
}

void components_free(struct components *components)
{
	free(components->first);
	vec_free(&components->calls);
}
