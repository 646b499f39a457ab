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

struct spread {
	struct analysis *analysis;
	uint64_t *seen;                     /* bit set of contexts, by function */
	uint32_t *calls_params;             /* bit set of parameters that it calls, by function */
	VEC(struct arrival) queues[DOUBTS]; /* by doubt of the way */
};

static uint32_t params_called(const struct analysis *analysis, const struct demands *demands)
{
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

static void put(struct spread *spread, uint32_t function, struct tag tag)
{
	if (!(spread->seen[function] >> tag.context & 1))
		vec_push(&spread->queues[tag.doubt], (struct arrival){function, tag});
}

static void spread_from(struct spread *spread, uint32_t function, int context, uint32_t doubt)
{
	struct analysis *analysis = spread->analysis;
	const struct summary *summary = &analysis->summaries[function];

	for (uint32_t i = 0; i < summary->ncalls; i++) {
		const struct call *call = &summary->calls[i];
		struct tag tag = {context, function, call->event, 0, doubt};
		const struct holders *holders;

		if (call->callee != NONE) {
			put(spread, call->callee, tag);
			/* functions passed along are called by the callee, unless registered for later */
			for (uint32_t a = 0; a < call->nargs; a++) {
				const struct term *term = term_at(&analysis->terms, call->args[a]);

				if (term->kind == TERM_FUNCTION && term->b != NONE &&
				    spread->calls_params[call->callee] >> a & 1)
					put(spread, term->b, tag);
			}
		}
		if (call->slot == NONE)
			continue;
		holders = slot_holders(analysis->slots, call->slot);
		tag.doubt += holders->count <= 1 ? 0 : holders->count <= FEW ? 1 : 2;
		if (tag.doubt >= DOUBTS)
			tag.doubt = DOUBTS - 1;
		for (size_t h = 0; h < holders->count; h++)
			put(spread, holders->at[h].function, tag);
	}
}

static const struct tag *tag_of(const struct analysis *analysis, uint32_t function, int context)
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
	struct spread spread = {.analysis = analysis,
				.seen = xcalloc(count, sizeof *spread.seen),
				.calls_params = xcalloc(count, sizeof *spread.calls_params)};

	for (size_t i = 0; i < count; i++)
		spread.calls_params[i] = params_called(analysis, &analysis->summaries[i].demands);
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
	free(spread.calls_params);
	free(spread.seen);
}
