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
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/crew.h"
#include "analysis/demands.h"

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
	uint32_t *looked; /* by function: when it did; 0: not yet */
	uint32_t *kept;   /* by function: when it last kept something */
	/* who waits for whom: by place in the order */
	uint32_t *first;     /* the places that wait for i are waiting[first[i]] to waiting[first[i + 1]] */
	uint32_t *waiting;   /* NULL: one thread, nobody has to wait */
	uint32_t *awaited;   /* how many a place waits for */
	uint32_t *remaining; /* of these, in this round */
	/* this round */
	uint32_t begin;      /* its time */
	uint32_t *ready;     /* places + 1 whose turn has come, in that order; 0: not known yet */
	uint32_t taken, put; /* of `ready` */
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

struct pair {
	uint32_t before, behind;
};

struct pairs {
	struct analysis *analysis;
	const uint32_t *place; /* by function */
	uint32_t *met;         /* by function: the last one that was met reading it, + 1 */
	VEC(struct pair) all;
};

static void reads(struct pairs *pairs, uint32_t reader, uint32_t function)
{
	uint32_t one = pairs->place[reader], other = pairs->place[function];

	if (reader == function || pairs->met[function] == reader + 1)
		return;
	pairs->met[function] = reader + 1;
	vec_push(&pairs->all, one < other ? (struct pair){one, other} : (struct pair){other, one});
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

static void find_waiting(struct analysis *analysis, struct rounds *rounds)
{
	uint32_t count = rounds->count, *place = xcalloc(count, sizeof *place), *next;
	struct pairs pairs = {.analysis = analysis, .place = place, .met = xcalloc(count, sizeof *pairs.met)};

	for (uint32_t i = 0; i < count; i++)
		place[rounds->order[i]] = i;
	for (uint32_t f = 0; f < count; f++)
		for (uint32_t c = 0; c < analysis->summaries[f].ncalls; c++)
			reads_of_call(&pairs, f, &analysis->summaries[f].calls[c]);
	rounds->first = xcalloc(count + 1, sizeof *rounds->first);
	rounds->waiting = xcalloc(pairs.all.count, sizeof *rounds->waiting);
	rounds->awaited = xcalloc(count, sizeof *rounds->awaited);
	for (size_t i = 0; i < pairs.all.count; i++) {
		rounds->first[pairs.all.at[i].before + 1]++;
		rounds->awaited[pairs.all.at[i].behind]++;
	}
	for (uint32_t i = 0; i < count; i++)
		rounds->first[i + 1] += rounds->first[i];
	next = xmalloc((count + 1) * sizeof *next);
	memcpy(next, rounds->first, (count + 1) * sizeof *next);
	for (size_t i = 0; i < pairs.all.count; i++)
		rounds->waiting[next[pairs.all.at[i].before]++] = pairs.all.at[i].behind;
	rounds->remaining = xcalloc(count, sizeof *rounds->remaining);
	rounds->ready = xcalloc(count, sizeof *rounds->ready);
	free(next);
	free(place);
	free(pairs.met);
	vec_free(&pairs.all);
}

/* ---- rounds ---- */

static void make_ready(struct rounds *rounds, uint32_t place)
{
	uint32_t at = __atomic_fetch_add(&rounds->put, 1, __ATOMIC_RELAXED);

	__atomic_store_n(&rounds->ready[at], place + 1, __ATOMIC_RELEASE);
}

/* The place that stands at `at`, when there is one. */
static uint32_t wait_for(const struct rounds *rounds, uint32_t at)
{
	enum { PATIENCE = 2000 };
	uint32_t place;

	for (int tries = 0; !(place = __atomic_load_n(&rounds->ready[at], __ATOMIC_ACQUIRE)); tries++)
		if (tries > PATIENCE)
			sched_yield();
	return place - 1;
}

static void work_on_round(struct analysis *member, void *context)
{
	struct rounds *rounds = context;
	uint32_t at;

	while ((at = __atomic_fetch_add(&rounds->taken, 1, __ATOMIC_RELAXED)) < rounds->count) {
		uint32_t place = wait_for(rounds, at);

		look_at(member, rounds, place);
		for (uint32_t i = rounds->first[place]; i < rounds->first[place + 1]; i++)
			if (!__atomic_sub_fetch(&rounds->remaining[rounds->waiting[i]], 1, __ATOMIC_ACQ_REL))
				make_ready(rounds, rounds->waiting[i]);
	}
}

static void one_round(struct analysis *analysis, struct rounds *rounds)
{
	rounds->grew = 0;
	if (!rounds->waiting) {
		for (uint32_t i = 0; i < rounds->count; i++)
			look_at(analysis, rounds, i);
		return;
	}
	rounds->taken = rounds->put = 0;
	memcpy(rounds->remaining, rounds->awaited, rounds->count * sizeof *rounds->remaining);
	memset(rounds->ready, 0, rounds->count * sizeof *rounds->ready);
	for (uint32_t i = 0; i < rounds->count; i++)
		if (!rounds->awaited[i])
			make_ready(rounds, i);
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

	if (crew_size(analysis) > 1)
		find_waiting(analysis, &rounds);
	for (uint32_t round = 0; rounds.grew && round < MAX_ROUNDS; round++) {
		rounds.begin = round * count + 1;
		one_round(analysis, &rounds);
	}
	free(rounds.looked);
	free(rounds.kept);
	free(rounds.first);
	free(rounds.waiting);
	free(rounds.awaited);
	free(rounds.remaining);
	free(rounds.ready);
}
