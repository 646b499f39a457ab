// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tags: from the roots down along every call, which contexts each function can run in, each with the caller that
 * brought it there: on the surest way, and breadth first among equally sure ones, so that the way back is short.
 */
#include <stdlib.h>

#include "analysis/analysis.h"

enum { DOUBTS = 3, FEW = 8 };

struct arrival {
	uint32_t function;
	struct tag tag;
};

/* Where a function's calls lead to, each function and each slot once. */
struct way {
	uint32_t to; /* function, or slot */
	uint32_t event;
	bool slot;
};

struct spread {
	struct analysis *analysis;
	uint64_t *seen;                     /* bit set of contexts, by function */
	uint64_t *queued[DOUBTS];           /* likewise: those that wait in a queue of that doubt */
	VEC(struct arrival) queues[DOUBTS]; /* by doubt of the way */
	VEC(struct way) ways;               /* of all functions, one after the other */
	uint32_t *first;                    /* by function: the first of its ways; one more for the end */
};

/* The first to arrive on the surest way is the one that counts. */
static void put(struct spread *spread, uint32_t function, struct tag tag)
{
	uint64_t bit = (uint64_t)1 << tag.context;

	if (spread->seen[function] & bit)
		return;
	for (uint32_t doubt = 0; doubt <= tag.doubt; doubt++)
		if (spread->queued[doubt][function] & bit)
			return;
	spread->queued[tag.doubt][function] |= bit;
	vec_push(&spread->queues[tag.doubt], (struct arrival){function, tag});
}

/* ---- ways ---- */

/* The parameters that a function calls, as a bit set. */
static uint32_t params_called(const struct analysis *analysis, uint32_t function)
{
	const struct demands *demands = &analysis->summaries[function].demands;
	uint32_t params = 0;

	for (size_t i = 0; i < demands->count; i++) {
		const struct term *callback;

		if (!demands->briefs[i].left)
			continue;
		callback = term_at(&analysis->terms, demands->at[i].callback);
		if (callback->kind == TERM_PARAM && callback->a < 32)
			params |= (uint32_t)1 << callback->a;
	}
	return params;
}

/* What was met already in the function that is looked at: a mark is its number + 1. */
struct met {
	uint32_t *functions, *slots;
};

static void add_way(struct spread *spread, uint32_t *met, uint32_t function, struct way way)
{
	if (met[way.to] == function + 1)
		return;
	met[way.to] = function + 1;
	vec_push(&spread->ways, way);
}

static void ways_of_call(struct spread *spread, const struct met *met, const uint32_t *called, uint32_t function,
			 const struct call *call)
{
	const struct analysis *analysis = spread->analysis;

	if (call->callee != NONE) {
		add_way(spread, met->functions, function, (struct way){call->callee, call->event, false});
		/* functions passed along are called by the callee, unless registered for later */
		for (uint32_t a = 0; a < call->nargs && called[call->callee]; a++) {
			const struct term *term = term_at(&analysis->terms, call->args[a]);

			if (called[call->callee] >> a & 1 && term->kind == TERM_FUNCTION && term->b != NONE)
				add_way(spread, met->functions, function, (struct way){term->b, call->event, false});
		}
	}
	if (call->slot != NONE && slot_holders(analysis->slots, call->slot)->count)
		add_way(spread, met->slots, function, (struct way){call->slot, call->event, true});
}

static void find_ways(struct spread *spread)
{
	const struct analysis *analysis = spread->analysis;
	uint32_t count = (uint32_t)analysis->program->functions.count;
	struct met met = {xcalloc(count, sizeof *met.functions), xcalloc(analysis->slots->nfields, sizeof *met.slots)};
	uint32_t *called = xcalloc(count, sizeof *called);

	for (uint32_t f = 0; f < count; f++)
		called[f] = params_called(analysis, f);
	spread->first = xcalloc(count + 1, sizeof *spread->first);
	for (uint32_t f = 0; f < count; f++) {
		const struct summary *summary = &analysis->summaries[f];

		for (uint32_t c = 0; c < summary->ncalls; c++)
			ways_of_call(spread, &met, called, f, &summary->calls[c]);
		spread->first[f + 1] = (uint32_t)spread->ways.count;
	}
	free(called);
	free(met.functions);
	free(met.slots);
}

static void through_slot(struct spread *spread, uint32_t slot, struct tag tag)
{
	const struct holders *holders = slot_holders(spread->analysis->slots, slot);

	tag.doubt += holders->count <= 1 ? 0 : holders->count <= FEW ? 1 : 2;
	if (tag.doubt >= DOUBTS)
		tag.doubt = DOUBTS - 1;
	for (size_t h = 0; h < holders->count; h++)
		put(spread, holders->at[h].function, tag);
}

static void spread_from(struct spread *spread, uint32_t function, int context, uint32_t doubt)
{
	for (uint32_t i = spread->first[function]; i < spread->first[function + 1]; i++) {
		const struct way *way = &spread->ways.at[i];
		struct tag tag = {context, function, way->event, 0, doubt};

		if (way->slot)
			through_slot(spread, way->to, tag);
		else
			put(spread, way->to, tag);
	}
}

const struct tag *tag_of(const struct analysis *analysis, uint32_t function, int context)
{
	for (size_t i = 0; i < analysis->tags[function].count; i++)
		if (analysis->tags[function].at[i].context == context)
			return &analysis->tags[function].at[i];
	return NULL;
}

const struct root *root_of_tag(const struct analysis *analysis, uint32_t function, int context)
{
	const struct tag *tag = tag_of(analysis, function, context);

	while (tag && tag->via != NONE)
		tag = tag_of(analysis, tag->via, context);
	return tag ? &analysis->roots->at[tag->root] : NULL;
}

void tags_compute(struct analysis *analysis)
{
	size_t count = analysis->program->functions.count;
	struct spread spread = {.analysis = analysis, .seen = xcalloc(count, sizeof *spread.seen)};

	for (int doubt = 0; doubt < DOUBTS; doubt++)
		spread.queued[doubt] = xcalloc(count, sizeof *spread.queued[doubt]);
	find_ways(&spread);
	analysis->tags = xcalloc(count, sizeof *analysis->tags);
	for (uint32_t r = 0; r < analysis->roots->count; r++) {
		const struct root *root = &analysis->roots->at[r];

		put(&spread, root->function, (struct tag){root->context, NONE, 0, r, 0});
	}
	for (int doubt = 0; doubt < DOUBTS; doubt++) {
		for (size_t i = 0; i < spread.queues[doubt].count; i++) {
			struct arrival arrival = spread.queues[doubt].at[i]; /* the queue may move */
			uint64_t bit = (uint64_t)1 << arrival.tag.context;

			if (spread.seen[arrival.function] & bit)
				continue;
			spread.seen[arrival.function] |= bit;
			vec_push(&analysis->tags[arrival.function], arrival.tag);
			spread_from(&spread, arrival.function, arrival.tag.context, arrival.tag.doubt);
		}
		vec_free(&spread.queues[doubt]);
	}
	for (int doubt = 0; doubt < DOUBTS; doubt++)
		free(spread.queued[doubt]);
	vec_free(&spread.ways);
	free(spread.first);
	free(spread.seen);
}
