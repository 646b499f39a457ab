// SPDX-License-Identifier: GPL-2.0-only
/*
 * The demands of all functions, to a fixpoint over direct calls, slots and callbacks.
 *
 * A demand stays with a function as long as no region that the function itself entered forbids it; where one
 * does, it ends there as a finding (the innermost place that made the code atomic), and callers do not see it.
 *
 * There are rounds over all functions, callees first, until nothing new comes up. Which witnesses are kept depends on the
 * order, so threads keep to it: of two functions of which one reads the other's demands, the one that comes first in the
 * order is done first, by whichever thread.
 */
#include <stdlib.h>

#include "analysis/crew.h"
#include "analysis/demands.h"
#include "analysis/line.h"

enum { MAX_ROUNDS = 12 };

/* ---- one function ---- */

/* Whether it may be kept is known already, where it is (visitor.into). */
static bool not_forbidden(void *context, uint32_t function, const struct call *call, const struct demand *from,
			  const struct demand *demand)
{
	enum severity severity;

	(void)function;
	return left_to_callers(from) || !forbidden_by(context, call, demand, &severity);
}

static bool keep_unless_forbidden(void *context, uint32_t function, const struct call *call,
				  const struct demand *demand, const struct reached *reached)
{
	struct analysis *analysis = context;
	struct summary *summary = &analysis->summaries[function];
	struct demand mine = *demand, *kept;
	bool left = left_to_callers(demand);
	uint32_t kind = left ? reached->kind : reached->without_entered;
	enum severity severity;

	if (!left) {
		if (forbidden_by(analysis, call, demand, &severity))
			return false;
		forget_entered(mine.change);
	}
	kept = keep_demand(analysis, summary, &mine, kind == NO_KIND ? kind_of_demand(analysis, &mine) : kind);
	if (!kept)
		return false;
	copy_demand(&analysis->arena, kept, reached->fresh);
	if (left)
		kept->origins = behind(&analysis->arena, demand->origins, call->origins);
	if (kept->origins)
		mark_within(summary, kept);
	return true;
}

/* Time counts functions looked at; a function looks again only at what its callees have kept since it last did. */
struct rounds {
	const uint32_t *order;
	uint32_t count;
	uint32_t *looked;  /* by function: when it did; 0: not yet */
	uint32_t *kept;    /* by function: when it last kept something */
	struct line *line; /* NULL: one thread, nobody has to wait */
	/* this round */
	uint32_t begin; /* its time */
	uint32_t grew;
};

static bool callee_grew(const struct analysis *analysis, const struct call *call, const struct rounds *rounds,
			uint32_t since)
{
	const struct holders *holders;

	if (!since)
		return true;
	if (call->callee != NONE && rounds->kept[call->callee] >= since)
		return true;
	if (call->callee != NONE)
		for (uint32_t i = 0; i < call->nargs; i++) {
			const struct term *term = term_at(&analysis->terms, call->args[i]);

			if (term->kind == TERM_FUNCTION && term->b != NONE && rounds->kept[term->b] >= since)
				return true;
		}
	if (call->slot == NONE)
		return false;
	holders = slot_holders(analysis->slots, call->slot);
	for (size_t i = 0; i < holders->count; i++)
		if (rounds->kept[holders->at[i].function] >= since)
			return true;
	return false;
}

static void look_at(struct analysis *analysis, struct rounds *rounds, uint32_t place)
{
	uint32_t function = rounds->order[place], since = rounds->looked[function];
	const struct summary *summary = &analysis->summaries[function];
	struct visitor visitor = {.since = since,
				  .into = summary,
				  .wanted = not_forbidden,
				  .visit = keep_unless_forbidden,
				  .context = analysis};
	bool grew = false;

	analysis->now = rounds->begin + place;
	for (uint32_t c = 0; c < summary->ncalls; c++)
		if (callee_grew(analysis, &summary->calls[c], rounds, since))
			grew |= each_demand(analysis, function, &summary->calls[c], &visitor);
	rounds->looked[function] = analysis->now;
	if (!grew)
		return;
	rounds->kept[function] = analysis->now;
	__atomic_store_n(&rounds->grew, 1, __ATOMIC_RELAXED);
}

/* ---- who reads whose demands ---- */

struct pairs {
	struct analysis *analysis;
	const uint32_t *place; /* by function */
	uint32_t *met;         /* by function: the last one that was met reading it, + 1 */
	struct line_pairs all;
};

static void reads(struct pairs *pairs, uint32_t reader, uint32_t function)
{
	uint32_t one = pairs->place[reader], other = pairs->place[function];

	if (reader == function || pairs->met[function] == reader + 1)
		return;
	pairs->met[function] = reader + 1;
	vec_push(&pairs->all, one < other ? (struct line_pair){one, other} : (struct line_pair){other, one});
}

static void reads_term(struct pairs *pairs, uint32_t reader, term_id id)
{
	const struct term *term = term_at(&pairs->analysis->terms, id);

	if (term->kind == TERM_FUNCTION && term->b != NONE)
		reads(pairs, reader, term->b);
}

/* All that each_demand() and callee_grew() may look at, whatever they find there. */
static void reads_of_call(struct pairs *pairs, uint32_t reader, const struct call *call)
{
	if (call->callee != NONE) {
		reads(pairs, reader, call->callee);
		for (uint32_t i = 0; i < call->nargs; i++)
			reads_term(pairs, reader, call->args[i]);
		for (uint32_t i = 0; i < call->ncells; i++)
			reads_term(pairs, reader, call->cells[i].value);
	}
	if (call->slot != NONE) {
		const struct holders *holders = slot_holders(pairs->analysis->slots, call->slot);

		for (size_t i = 0; i < holders->count; i++)
			reads(pairs, reader, holders->at[i].function);
	}
}

static void find_waiting(struct analysis *analysis, const struct rounds *rounds, struct line *line)
{
	uint32_t count = rounds->count, *place = xcalloc(count, sizeof *place);
	struct pairs pairs = {.analysis = analysis, .place = place, .met = xcalloc(count, sizeof *pairs.met)};

	for (uint32_t i = 0; i < count; i++)
		place[rounds->order[i]] = i;
	for (uint32_t f = 0; f < count; f++)
		for (uint32_t c = 0; c < analysis->summaries[f].ncalls; c++)
			reads_of_call(&pairs, f, &analysis->summaries[f].calls[c]);
	line_init(line, count, &pairs.all);
	free(place);
	free(pairs.met);
	vec_free(&pairs.all);
}

/* ---- rounds ---- */

static void work_on_round(struct analysis *member, void *context)
{
	struct rounds *rounds = context;
	uint32_t place;

	while ((place = line_take(rounds->line, NULL, NULL)) != LINE_END) {
		look_at(member, rounds, place);
		line_done(rounds->line, place);
	}
}

static void one_round(struct analysis *analysis, struct rounds *rounds)
{
	rounds->grew = 0;
	if (!rounds->line) {
		for (uint32_t i = 0; i < rounds->count; i++)
			look_at(analysis, rounds, i);
		return;
	}
	line_start(rounds->line);
	crew_work(analysis, work_on_round, rounds);
}

void demands_compute(struct analysis *analysis)
{
	uint32_t count = (uint32_t)analysis->program->functions.count;
	struct rounds rounds = {.order = analysis->order,
				.count = count,
				.looked = xcalloc(count, sizeof *rounds.looked),
				.kept = xcalloc(count, sizeof *rounds.kept),
				.grew = 1};
	struct line line;

	if (crew_size(analysis) > 1) {
		find_waiting(analysis, &rounds, &line);
		rounds.line = &line;
	}
	for (uint32_t round = 0; rounds.grew && round < MAX_ROUNDS; round++) {
		rounds.begin = round * count + 1;
		one_round(analysis, &rounds);
	}
	free(rounds.looked);
	free(rounds.kept);
	if (rounds.line)
		line_free(&line);
}
