// SPDX-License-Identifier: GPL-2.0-only
/*
 * Effects: every function walked once its callees are known. Functions that call each other in a circle are walked
 * twice: first as if the circle left the context alone, then with what that gave.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/crew.h"
#include "analysis/demands.h"
#include "base/diag.h"

int effective_region(const struct analysis *analysis, int region)
{
	return analysis->rules->regions[region].becomes[analysis->profile];
}

/* Tarjan's strongly connected components over direct calls, without recursion. */
struct frame {
	uint32_t function, event;
};

struct tarjan {
	struct analysis *analysis;
	uint32_t *index, *low; /* 0: not seen */
	bool *on_stack;
	uint32_t next;
	VEC(uint32_t) stack;
	VEC(struct frame) frames;
	uint32_t norder;
};

static uint32_t direct_callee(const struct analysis *analysis, uint32_t function, uint32_t event)
{
	const struct program *program = analysis->program;
	const struct unit *unit = &program->units.at[program->functions.at[function].unit];
	const struct fact_event *e = event_of(program, function, event);
	const struct fact_value *callee;
	name_id name;
	int rule;

	if (e->kind != EVENT_CALL)
		return NONE;
	callee = &unit->facts.values[e->target];
	if (callee->kind != VALUE_FUNCTION)
		return NONE;
	name = unit->names[callee->a];
	rule = bound_first(&analysis->bound->operations, rule_name(analysis->bound, name));
	if (rule != NO_RULE && !analysis->rules->operations[rule].fallback)
		return NONE;
	return program_resolve(program, program->functions.at[function].scope, name, callee->b);
}

static void walk_component(struct tarjan *t, uint32_t root)
{
	struct analysis *analysis = t->analysis;
	size_t first = t->stack.count;
	uint32_t members;

	do
		first--;
	while (t->stack.at[first] != root);
	members = (uint32_t)(t->stack.count - first);
	for (int pass = 0; pass < (members > 1 ? 2 : 1); pass++)
		for (size_t i = t->stack.count; i-- > first;)
			walk_function(analysis, t->stack.at[i]);
	while (t->stack.count > first) {
		uint32_t function = t->stack.at[--t->stack.count];

		t->on_stack[function] = false;
		analysis->order[t->norder++] = function;
	}
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
			callee = direct_callee(t->analysis, function, frame->event++);
			if (callee == NONE)
				continue;
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
			walk_component(t, function);
	}
}

/* ---- what slots change ---- */

static bool calls_changing_slot(struct analysis *analysis, uint32_t function)
{
	const struct summary *summary = &analysis->summaries[function];

	for (uint32_t i = 0; i < summary->ncalls; i++)
		if (summary->calls[i].slot != NONE && slot_changes_context(analysis, summary->calls[i].slot))
			return true;
	return false;
}

static bool same_outcomes(const struct outcome *a, uint32_t na, const struct outcome *b, uint32_t nb)
{
	for (uint32_t i = 0; i < na && na == nb; i++)
		if (memcmp(a[i].change, b[i].change, sizeof a[i].change) != 0)
			return false;
	return na == nb;
}

/*
 * What the functions of a slot do is known once all are walked. Those that call a slot which changes the context are walked
 * again, and then the callers of those whose own effect is another for it.
 */
static void walk_through_slots(struct analysis *analysis)
{
	size_t count = analysis->program->functions.count;
	bool *changed = xcalloc(count, sizeof *changed);

	for (size_t i = 0; i < count; i++) {
		uint32_t function = analysis->order[i];
		struct summary *summary = &analysis->summaries[function];
		const struct outcome *before = summary->outcomes;
		uint32_t nbefore = summary->noutcomes;
		bool again = calls_changing_slot(analysis, function);

		for (uint32_t c = 0; c < summary->ncalls && !again; c++)
			again = summary->calls[c].callee != NONE && changed[summary->calls[c].callee];
		if (!again)
			continue;
		walk_function(analysis, function);
		changed[function] = !same_outcomes(before, nbefore, summary->outcomes, summary->noutcomes);
	}
	free(changed);
}

/* Indirect calls for which the program has no function; each call site once. */
static void count_indirect(struct analysis *analysis)
{
	const struct program *program = analysis->program;

	for (uint32_t f = 0; f < program->functions.count; f++) {
		const struct facts *facts = function_facts(program, f);
		const struct fact_func *func = program->functions.at[f].facts;

		for (uint32_t i = 0; i < func->events.count && !function_is_outside(program, f); i++) {
			const struct fact_event *event = &facts->events[func->events.first + i];
			const struct fact_value *callee;
			uint32_t slot;

			if (event->kind != EVENT_CALL)
				continue;
			callee = &facts->values[event->target];
			if (callee->kind == VALUE_FUNCTION)
				continue;
			analysis->indirect_calls++;
			slot = slot_of_value(analysis->program, f, event->target);
			if (slot != NONE && slot_holders(analysis->slots, slot)->count)
				continue;
			if (callee->kind == VALUE_PARAM && param_holders(analysis->slots, f, callee->a)->count)
				continue;
			analysis->unresolved_calls++;
		}
	}
}

void effects_compute(struct analysis *analysis)
{
	size_t count = analysis->program->functions.count;
	struct tarjan t = {.analysis = analysis};

	t.index = xcalloc(count, sizeof *t.index);
	t.low = xcalloc(count, sizeof *t.low);
	t.on_stack = xcalloc(count, sizeof *t.on_stack);
	for (uint32_t f = 0; f < count; f++)
		if (!t.index[f])
			visit(&t, f);
	if (t.norder != count)
		bug("%u of %zu functions ordered", t.norder, count);
	walk_through_slots(analysis);
	count_indirect(analysis);
	free(t.index);
	free(t.low);
	free(t.on_stack);
	vec_free(&t.stack);
	vec_free(&t.frames);
}

void analysis_init(struct analysis *analysis, struct program *program, const struct bound *bound,
		   const struct slots *slots, const struct roots *roots, enum profile profile)
{
	const struct rules *rules = bound->rules;

	*analysis = (struct analysis){
		.program = program,
		.bound = bound,
		.rules = rules,
		.slots = slots,
		.roots = roots,
		.profile = profile,
	};
	terms_init(&analysis->terms);
	analysis->terms.program = program;
	analysis->kinds = kinds_new();
	analysis->translated = arena_array(&analysis->arena, struct translated, TRANSLATED);
	analysis->summaries = xcalloc(program->functions.count, sizeof *analysis->summaries);
	analysis->order = xcalloc(program->functions.count, sizeof *analysis->order);
	analysis->hints = xcalloc(rules->nhints, sizeof *analysis->hints);
	for (size_t i = 0; i < rules->nhints; i++) {
		char *whole = arena_printf(&analysis->arena, "^(%s)$", rules->hints[i].pattern);

		if (regcomp(&analysis->hints[i], whole, REG_EXTENDED | REG_NOSUB))
			die("%s:%d: bad regular expression", rules->hints[i].origin.file, rules->hints[i].origin.line);
	}
}

void analysis_free(struct analysis *analysis)
{
	for (size_t i = 0; i < analysis->rules->nhints; i++)
		regfree(&analysis->hints[i]);
	for (size_t i = 0; analysis->tags && i < analysis->program->functions.count; i++)
		vec_free(&analysis->tags[i]);
	free(analysis->tags);
	free(analysis->boots);
	free(analysis->hints);
	free(analysis->summaries);
	free(analysis->order);
	vec_free(&analysis->findings);
	crew_free(analysis);
	map_free(&analysis->flag_names);
	terms_free(&analysis->terms);
	shared_free(analysis->kinds);
	arena_free(&analysis->scratch);
	arena_free(&analysis->arena);
}
