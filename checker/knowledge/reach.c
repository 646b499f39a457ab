// SPDX-License-Identifier: GPL-2.0-only
#include "knowledge/reach.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/demands.h"

enum { MAX_ROUNDS = 12, MAX_WITNESSES = 4, MAX_VARIANTS = 2 };

/* A way from a region or root to the slot. */
struct way {
	uint32_t slot;
	int where; /* region, or context behind all regions */
	uint32_t function;
	const struct call *call; /* that in the region; NULL: any on the path */
	const struct step *path;
	uint64_t began; /* what tells one region or root from another */
	uint32_t cost;
	uint32_t root; /* index, or NONE */
};

struct search {
	struct analysis *analysis;
	struct map fed;          /* slots that functions passed by modules reach */
	uint32_t *looked, *kept; /* by function, by analysis->now, as in the demand phase */
	VEC(struct way) ways;
};

static bool is_local(const struct program *program, name_id name)
{
	return strchr(program_name(program, name), ':') != NULL;
}

/* Whether a module can put a function there, and calls are followed. */
static bool is_open(const struct search *search, uint32_t slot)
{
	const struct analysis *analysis = search->analysis;
	const struct program *program = analysis->program;
	const struct field *field;
	uint32_t contract;

	if (slot == NONE)
		return false;
	field = &program->fields.at[slot];
	contract = map_get(&analysis->bound->contracts, slot, NONE);
	if (contract != NONE && analysis->rules->slots[contract].opaque)
		return false;
	return map_get(&search->fed, slot, 0) || (!is_local(program, field->record) && !is_local(program, field->name));
}

/* "What the slot holds": no parameter is in it, so that it stays what it is from caller to caller. */
static term_id content_of(struct analysis *analysis, uint32_t slot)
{
	return make_term(&analysis->terms, TERM_LOAD, make_term(&analysis->terms, TERM_GLOBAL, slot, 0, 0), 0, 0);
}

/* A caller that stored to a global pointer has something else in its place. */
static bool is_content(const struct analysis *analysis, term_id callback)
{
	const struct term *term = term_at(&analysis->terms, callback);

	return term->kind == TERM_LOAD && term_at(&analysis->terms, term->a)->kind == TERM_GLOBAL;
}

static uint32_t slot_of(const struct analysis *analysis, const struct demand *demand)
{
	return term_at(&analysis->terms, term_at(&analysis->terms, demand->callback)->a)->a;
}

/* The call with nothing but its slot for an operation. */
static struct call only_slot(const struct search *search, uint32_t function, const struct call *call)
{
	struct analysis *analysis = search->analysis;
	struct call mine = *call;
	struct demand *demand;
	struct step *step;

	mine.operation = NULL;
	mine.slot = NONE;
	if (!is_open(search, call->slot))
		return mine;
	step = arena_new(&analysis->arena, struct step);
	*step = (struct step){function, call->event, call->slot,
			      (uint32_t)slot_holders(analysis->slots, call->slot)->count, NULL};
	demand = arena_new(&analysis->arena, struct demand);
	*demand = (struct demand){.operation = NO_RULE,
				  .contract = NO_RULE,
				  .check = NO_RULE,
				  .path = step,
				  .sink_function = function,
				  .sink_event = call->event,
				  .length = 1,
				  .callback = content_of(analysis, call->slot)};
	mine.operation = demand;
	return mine;
}

static const struct origin *atomic_region(const struct analysis *analysis, const struct call *call,
					  const struct demand *demand)
{
	for (const struct origin *origin = call->origins; origin; origin = origin->outer)
		if (demand->change[origin->region] > 0 &&
		    analysis->rules->regions[origin->region].limit[analysis->profile] < WAIT_SLEEP)
			return origin;
	return NULL;
}

static bool may_be_kept(void *context, uint32_t function, const struct call *call, const struct demand *from,
			const struct demand *demand)
{
	const struct search *search = context;
	struct demand mine = *demand;

	if (atomic_region(search->analysis, call, demand))
		return false;
	mine.callback = from->callback;
	forget_entered(mine.change);
	return !no_room_for(&search->analysis->summaries[function], kind_of_demand(search->analysis, &mine),
			    bare_cost(&mine), from, sink_hash(from));
}

static bool keep(void *context, uint32_t function, const struct call *call, const struct demand *demand,
		 const struct reached *reached)
{
	struct search *search = context;
	struct analysis *analysis = search->analysis;
	struct demand mine = *demand, *kept;

	if (atomic_region(analysis, call, demand) || !is_content(analysis, demand->callback))
		return false;
	forget_entered(mine.change);
	kept = keep_demand(analysis, &analysis->summaries[function], &mine, kind_of_demand(analysis, &mine));
	if (!kept)
		return false;
	copy_demand(&analysis->arena, kept, reached->fresh);
	return true;
}

static bool any(void *context, uint32_t function, const struct call *call, const struct demand *from,
		const struct demand *demand)
{
	const struct search *search = context;

	(void)function, (void)from;
	return atomic_region(search->analysis, call, demand) != NULL;
}

/* `call` is a copy of that of the summary: the event tells which. */
static bool note_way(void *context, uint32_t function, const struct call *call, const struct demand *demand,
		     const struct reached *reached)
{
	struct search *search = context;
	const struct origin *region = atomic_region(search->analysis, call, demand);

	if (region && !search->analysis->boots[function] && is_content(search->analysis, demand->callback))
		vec_push(&search->ways,
			 (struct way){.slot = slot_of(search->analysis, demand),
				      .where = region->region,
				      .function = function,
				      .call = call,
				      .path = copy_steps(&search->analysis->arena, demand->path, reached->fresh),
				      .began = map_pair(region->function, region->event),
				      .cost = demand_cost(demand),
				      .root = NONE});
	return false;
}

static bool callee_grew(const struct search *search, const struct call *call, uint32_t since)
{
	return !since || (call->callee != NONE && search->kept[call->callee] >= since);
}

static bool look_at(struct search *search, uint32_t function)
{
	struct analysis *analysis = search->analysis;
	const struct summary *summary = &analysis->summaries[function];
	uint32_t since = search->looked[function];
	struct visitor visitor = {.since = since, .wanted = may_be_kept, .visit = keep, .context = search};
	bool grew = false;

	analysis->now++;
	for (uint32_t c = 0; c < summary->ncalls; c++) {
		struct call mine;

		if (!callee_grew(search, &summary->calls[c], since))
			continue;
		mine = only_slot(search, function, &summary->calls[c]);
		grew |= each_demand(analysis, function, &mine, &visitor);
	}
	search->looked[function] = analysis->now;
	if (grew)
		search->kept[function] = analysis->now;
	return grew;
}

static void ways_of_function(struct search *search, uint32_t function)
{
	struct analysis *analysis = search->analysis;
	const struct summary *summary = &analysis->summaries[function];
	const struct visitor visitor = {.within = true, .wanted = any, .visit = note_way, .context = search};

	for (uint32_t c = 0; c < summary->ncalls; c++) {
		struct call mine = only_slot(search, function, &summary->calls[c]);
		size_t before = search->ways.count;

		each_demand(analysis, function, &mine, &visitor);
		for (size_t i = before; i < search->ways.count; i++)
			search->ways.at[i].call = &summary->calls[c];
	}
}

static void ways_of_root(struct search *search, uint32_t index)
{
	struct analysis *analysis = search->analysis;
	const struct root *root = &analysis->roots->at[index];
	const struct summary *summary = &analysis->summaries[root->function];

	if (analysis->rules->contexts[root->context].limit[analysis->profile] >= WAIT_SLEEP)
		return;
	for (size_t i = 0; i < summary->demands.count; i++)
		vec_push(&search->ways, (struct way){.slot = slot_of(analysis, &summary->demands.at[i]),
						     .where = MAX_REGIONS + root->context,
						     .function = root->function,
						     .path = summary->demands.at[i].path,
						     .began = map_pair(root->function, (uint32_t)root->context),
						     .cost = demand_cost(&summary->demands.at[i]),
						     .root = index});
}

static int order(const void *a, const void *b)
{
	const struct way *x = a, *y = b;

#define BY(l, r)                                                                                                       \
	if ((l) != (r))                                                                                                \
		return (l) < (r) ? -1 : 1;
	BY(x->slot, y->slot)
	BY(x->where, y->where)
	BY(x->cost, y->cost)
	BY(x->began, y->began)
	for (const struct step *p = x->path, *q = y->path; p && q; p = p->next, q = q->next) {
		BY(p->function, q->function)
		BY(p->event, q->event)
	}
#undef BY
	return 0;
}

/* ---- the calls of a way ---- */

static struct caller *caller_of(struct reach *reach, uint32_t function, enum role role)
{
	uint32_t func = collect_func_with_params(reach->collecting, function, role);
	bool added;
	uint32_t *index = map_put(&reach->by_func, func, &added);

	if (added) {
		vec_push(&reach->callers, (struct caller){.function = function, .func = func});
		*index = (uint32_t)reach->callers.count;
	}
	return &reach->callers.at[*index - 1];
}

static void add_call(struct reach *reach, uint32_t function, const struct call *call, uint32_t callee)
{
	struct caller *caller = caller_of(reach, function, AS_CALLER);

	for (size_t i = 0; i < caller->calls.count; i++)
		if (caller->calls.at[i].call == call)
			return;
	vec_push(&caller->calls, (struct known_call_of){call, callee});
}

static bool is_atomic(const struct analysis *analysis, const struct call *call)
{
	struct demand demand = {0};

	memcpy(demand.change, call->change, sizeof demand.change);
	return atomic_region(analysis, call, &demand) != NULL;
}

bool reach_has(const struct reach *reach, uint32_t slot)
{
	return reach->slots[slot / 64] >> slot % 64 & 1;
}

static void add_way(struct reach *reach, const struct way *way)
{
	const struct analysis *analysis = reach->collecting->analysis;

	reach->nslots += !reach_has(reach, way->slot);
	reach->slots[way->slot / 64] |= (uint64_t)1 << way->slot % 64;
	for (const struct step *step = way->path; step; step = step->next) {
		const struct summary *summary = &analysis->summaries[step->function];
		uint32_t callee = step->next ? collect_func(reach->collecting, step->next->function, AS_CALLER) : NONE;
		uint32_t variants = 0;

		if (step == way->path && way->call) {
			add_call(reach, step->function, way->call, callee);
			continue;
		}
		for (uint32_t c = 0; c < summary->ncalls && variants < MAX_VARIANTS; c++) {
			const struct call *call = &summary->calls[c];

			if (call->event != step->event || is_atomic(analysis, call) ||
			    (step->next ? call->callee != step->next->function : call->slot != way->slot))
				continue;
			add_call(reach, step->function, call, callee);
			variants++;
		}
	}
}

static void add_root(struct reach *reach, uint32_t index)
{
	struct collecting *c = reach->collecting;
	const struct root *root = &c->analysis->roots->at[index];
	uint32_t func = collect_func_with_params(c, root->function, AS_CALLER);
	struct place place = program_place(c->analysis->program, root->unit, root->loc);

	for (size_t i = 0; i < c->tables.roots.count; i++)
		if (c->tables.roots.at[i].func == func && c->tables.roots.at[i].context == (uint32_t)root->context)
			return;
	vec_push(&c->tables.roots, (struct known_root){.func = func,
						       .context = (uint32_t)root->context,
						       .title = collect_text(c, root->title),
						       .by = collect_text(c, root->by),
						       .file = collect_file(c, place.file),
						       .line = place.line,
						       .column = place.column,
						       .macro = collect_text(c, place.macro)});
}

/* Of each slot and kind of region or context the best few, each from another place. */
static void choose(struct reach *reach, struct search *search)
{
	uint32_t taken = 0;

	if (search->ways.count)
		qsort(search->ways.at, search->ways.count, sizeof *search->ways.at, order);
	for (size_t i = 0; i < search->ways.count; i++) {
		const struct way *way = &search->ways.at[i];
		bool again = false;

		if (i && (way->slot != way[-1].slot || way->where != way[-1].where))
			taken = 0;
		if (taken == MAX_WITNESSES)
			continue;
		for (size_t j = i; j-- > 0 && way->slot == search->ways.at[j].slot &&
				   way->where == search->ways.at[j].where && !again;)
			again = search->ways.at[j].began == way->began;
		if (again)
			continue;
		taken++;
		add_way(reach, way);
		if (way->root != NONE)
			add_root(reach, way->root);
	}
}

/* What each function demanded, put aside meanwhile. */
struct aside {
	struct demands *demands;
};

static void put_aside(struct aside *aside, struct analysis *analysis)
{
	size_t count = analysis->program->functions.count;

	aside->demands = xcalloc(count, sizeof *aside->demands);
	for (size_t f = 0; f < count; f++) {
		aside->demands[f] = analysis->summaries[f].demands;
		memset(&analysis->summaries[f].demands, 0, sizeof analysis->summaries[f].demands);
	}
}

static void put_back(struct aside *aside, struct analysis *analysis)
{
	for (size_t f = 0; f < analysis->program->functions.count; f++) {
		analysis->summaries[f].demands = aside->demands[f];
	}
	free(aside->demands);
}

void reach_compute(struct reach *reach, struct collecting *collecting, const struct flows *flows)
{
	struct analysis *analysis = collecting->analysis;
	size_t count = analysis->program->functions.count;
	struct search search = {.analysis = analysis,
				.looked = xcalloc(count, sizeof *search.looked),
				.kept = xcalloc(count, sizeof *search.kept)};
	struct aside aside;
	bool more = true;

	*reach = (struct reach){.collecting = collecting,
				.slots = xcalloc(analysis->program->fields.count / 64 + 1, sizeof *reach->slots)};
	for (size_t i = 0; i < flows->list.count; i++)
		if (flows->list.at[i].slot != NONE)
			*map_put(&search.fed, flows->list.at[i].slot, NULL) = 1;
	put_aside(&aside, analysis);
	for (int round = 0; more && round < MAX_ROUNDS; round++) {
		more = false;
		for (size_t i = 0; i < count; i++)
			more |= look_at(&search, analysis->order[i]);
	}
	for (uint32_t f = 0; f < count; f++)
		ways_of_function(&search, f);
	for (uint32_t r = 0; r < analysis->roots->count; r++)
		ways_of_root(&search, r);
	choose(reach, &search);
	put_back(&aside, analysis);
	vec_free(&search.ways);
	map_free(&search.fed);
	free(search.looked);
	free(search.kept);
}

struct fact_range reach_calls(struct reach *reach, uint32_t func)
{
	struct tables *tables = &reach->collecting->tables;
	struct fact_range range = {(uint32_t)tables->calls.count, 0};
	uint32_t index = map_get(&reach->by_func, func, 0);
	const struct caller *caller;

	if (!index)
		return range;
	caller = &reach->callers.at[index - 1];
	for (size_t i = 0; i < caller->calls.count; i++)
		collect_call(reach->collecting, func, caller->function, caller->calls.at[i].call,
			     caller->calls.at[i].callee);
	range.count = (uint32_t)tables->calls.count - range.first;
	return range;
}

void reach_free(struct reach *reach)
{
	for (size_t i = 0; i < reach->callers.count; i++)
		vec_free(&reach->callers.at[i].calls);
	vec_free(&reach->callers);
	map_free(&reach->by_func);
	free(reach->slots);
}
