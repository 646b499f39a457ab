// SPDX-License-Identifier: GPL-2.0-only
/*
 * What goes into a knowledge file: the summaries of functions that modules can call, the ways on which the kernel calls slots
 * that they can fill, and the functions that the kernel itself has in slots which they can call.
 */
#include "knowledge/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "knowledge/collect.h"
#include "knowledge/file.h"
#include "knowledge/flows.h"
#include "knowledge/reach.h"
#include "knowledge/slots.h"
#include "knowledge/worth.h"

/* Whether the rules say all there is to say: then nobody asks for the body. */
static bool is_ruled(const struct analysis *analysis, name_id name)
{
	int rule = bound_first(&analysis->bound->operations, name);

	if (bound_first(&analysis->bound->queries, name) != NO_RULE)
		return true;
	return rule != NO_RULE &&
	       (!analysis->rules->operations[rule].fallback || analysis->rules->operations[rule].pure);
}

static bool exports(const struct analysis *analysis, const char *macro)
{
	for (size_t i = 0; i < analysis->rules->nexports; i++)
		if (!strcmp(analysis->rules->exports[i].name, macro))
			return true;
	return false;
}

/* By function: whether modules can call it. An exporting macro leaves its address in a static variable. */
static bool *find_exported(const struct analysis *analysis)
{
	const struct program *program = analysis->program;
	bool *exported = xcalloc(program->functions.count, sizeof *exported);

	for (uint32_t u = 0; u < program->units.count; u++) {
		const struct unit *unit = &program->units.at[u];

		for (uint32_t i = 0; i < unit->facts.ninitials; i++) {
			const struct fact_initial *initial = &unit->facts.initials[i];
			struct place place = program_place(program, u, initial->loc);
			uint32_t function;

			if (!*place.macro || !exports(analysis, place.macro))
				continue;
			function = program_resolve(program, u, unit->names[initial->function], false);
			if (function != NONE && !(program->functions.at[function].facts->flags & FUNC_HEADER))
				exported[function] = true;
		}
	}
	return exported;
}

static struct fact_range outcomes_of(struct collecting *c, const struct summary *summary)
{
	struct fact_range range = {(uint32_t)c->tables.outcomes.count, summary->noutcomes};

	for (uint32_t i = 0; i < summary->noutcomes; i++)
		collect_outcome(c, &summary->outcomes[i]);
	return range;
}

static void summary_of(struct collecting *c, struct reach *reach, uint32_t function, uint32_t func)
{
	const struct summary *summary = &c->analysis->summaries[function];
	struct known_summary known = {.func = func, .returns = summary->returns, .writes = summary->writes};

	known.outcomes = outcomes_of(c, summary);
	known.demands.first = (uint32_t)c->tables.demands.count;
	for (size_t i = 0; i < summary->demands.count; i++)
		if (demand_is_worth(c->analysis, summary->demands.at, summary->demands.count, i))
			collect_demand(c, &summary->demands.at[i]);
	known.demands.count = (uint32_t)c->tables.demands.count - known.demands.first;
	known.calls = reach_calls(reach, func);
	vec_push(&c->tables.summarys, known);
}

/* One that only calls slots, as far as anybody who loads it is concerned. */
static void summary_of_caller(struct collecting *c, struct reach *reach, const struct caller *caller)
{
	struct known_summary known = {.func = caller->func,
				      .outcomes.first = (uint32_t)c->tables.outcomes.count,
				      .demands.first = (uint32_t)c->tables.demands.count};

	known.calls = reach_calls(reach, caller->func);
	vec_push(&c->tables.summarys, known);
}

static bool is_wanted(const struct analysis *analysis, const struct reach *reach, const struct flow *flow)
{
	uint32_t contract;

	if (flow->slot == NONE)
		return true;
	contract = map_get(&analysis->bound->contracts, flow->slot, NONE);
	return reach_has(reach, flow->slot) ||
	       (contract != NONE && analysis->rules->slots[contract].context != NO_RULE);
}

static void fill(struct collecting *c, const bool *exported, struct export_counts *counts)
{
	struct analysis *analysis = c->analysis;
	size_t count = analysis->program->functions.count;
	struct flows flows = {.analysis = analysis};
	struct held_functions held;
	struct reach reach;

	for (uint32_t f = 0; f < count; f++)
		if (exported[f])
			flows_of(&flows, f);
	reach_compute(&reach, c, &flows);
	for (uint32_t f = 0; f < count; f++) {
		uint32_t func;

		if (!exported[f] || is_ruled(analysis, analysis->program->functions.at[f].name))
			continue;
		func = collect_func_with_params(c, f, AS_CALLEE);
		c->tables.funcs.at[func].exported = true;
		summary_of(c, &reach, f, func);
		counts->functions++;
	}
	for (size_t i = 0; i < flows.list.count; i++)
		if (is_wanted(analysis, &reach, &flows.list.at[i]))
			collect_flow(c, &flows.list.at[i]);
	for (size_t i = 0; i < reach.callers.count; i++)
		summary_of_caller(c, &reach, &reach.callers.at[i]);
	held_collect(&held, c, reach.slots);
	for (size_t i = 0; i < held.list.count; i++)
		if (!exported[held.list.at[i]])
			summary_of(c, &reach, held.list.at[i], collect_func(c, held.list.at[i], AS_CALLEE));
	held_free(&held);
	counts->slots = reach.nslots;
	counts->demands = c->tables.demands.count;
	reach_free(&reach);
	flows_free(&flows);
}

int knowledge_export(struct analysis *analysis, const char *kernel, const char *root, const char *path,
		     struct export_counts *counts)
{
	bool *exported = find_exported(analysis);
	struct collecting c;
	int result;

	*counts = (struct export_counts){0};
	collecting_init(&c, analysis, root);
	vec_push(&c.tables.abouts,
		 (struct known_about){collect_text(&c, kernel), collect_text(&c, profile_name(analysis->profile)),
				      collect_text(&c, "tophalf " TOPHALF_VERSION)});
	fill(&c, exported, counts);
	collecting_finish(&c);
	result = tables_write(&c.tables, path);
	collecting_free(&c);
	free(exported);
	return result;
}
