// SPDX-License-Identifier: GPL-2.0-only
/*
 * Effects: every function walked once its callees are known. Functions that call each other in a circle are walked
 * twice: first as if the circle left the context alone, then with what that gave.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/crew.h"
#include "analysis/demands.h"
#include "analysis/order.h"
#include "base/diag.h"

int effective_region(const struct analysis *analysis, int region)
{
	return analysis->rules->regions[region].becomes[analysis->profile];
}

/* ---- by the names of callees ---- */

struct walks {
	const struct components *components;
	struct line line;
};

static void walk_component(struct analysis *analysis, const struct components *components, uint32_t number)
{
	uint32_t first = components->first[number], end = components->first[number + 1];

	for (int pass = 0; pass < (end - first > 1 ? 2 : 1); pass++)
		for (uint32_t i = first; i < end; i++)
			walk_function(analysis, analysis->order[i]);
}

static void work_on_components(struct analysis *member, void *context)
{
	struct walks *walks = context;
	uint32_t number;

	while ((number = line_take(&walks->line, NULL, NULL)) != LINE_END) {
		walk_component(member, walks->components, number);
		line_done(&walks->line, number);
	}
}

/* What is called through slots and variables is left for later: it need not have been walked yet. */
static void walk_by_name(struct analysis *analysis)
{
	struct components components;
	struct walks walks = {.components = &components};

	order_functions(analysis, &components);
	analysis->by_name_alone = true;
	if (crew_size(analysis) > 1) {
		line_init(&walks.line, components.count, &components.calls);
		line_start(&walks.line);
		crew_work(analysis, work_on_components, &walks);
		line_free(&walks.line);
	} else {
		for (uint32_t i = 0; i < components.count; i++)
			walk_component(analysis, &components, i);
	}
	analysis->by_name_alone = false;
	components_free(&components);
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
		bool again = summary->calls_unnamed || calls_changing_slot(analysis, function);

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
	walk_by_name(analysis);
	walk_through_slots(analysis);
	count_indirect(analysis);
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
