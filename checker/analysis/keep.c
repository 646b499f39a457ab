// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which demands a summary keeps. Of those that are alike (same check, contract and counters) only the best few, so that a function that
 * reaches a thousand sleeping operations says so in a handful of ways.
 */
#include "analysis/demands.h"

#include <string.h>

/* Where contracts are compared with calls, what counts is each contract, not each sort of operation. */
enum { MAX_DEMANDS = 96, MAX_OF_CONTRACTS = 1024, MAX_ALIKE = 5 };

/* ---- kinds ---- */

struct shared *kinds_new(void)
{
	return shared_new(sizeof(struct demand_kind), sizeof(struct demand_kind), NULL);
}

uint32_t put_kind(struct analysis *analysis, const struct demand_kind *kind)
{
	uint64_t hash = map_pair(kind->callback, (uint32_t)(kind->check << 8 | kind->wait)), part;

	hash = hash_mix(hash, (uint64_t)kind->contract);
	for (size_t i = 0; i < MAX_REGIONS; i += sizeof part) {
		memcpy(&part, kind->change + i, sizeof part);
		hash = hash_mix(hash, part);
	}
	return shared_put(analysis->kinds, kind, hash);
}

uint32_t kind_of_demand(struct analysis *analysis, const struct demand *demand)
{
	struct demand_kind kind = {.callback = demand->callback,
				   .check = demand->check,
				   .wait = demand->wait,
				   .contract = (int16_t)demand->contract};

	memcpy(kind.change, demand->change, sizeof kind.change);
	return put_kind(analysis, &kind);
}

/* ---- worth ---- */

unsigned bare_cost(const struct demand *demand)
{
	return demand->guards.unsure * 1000u + demand->guards.flagged * 1000u + demand->slots * SLOT_COST +
	       demand->length;
}

unsigned demand_cost(const struct demand *demand)
{
	return bare_cost(demand) + demand->guards.count * 4u;
}

uint32_t sink_hash(const struct demand *demand)
{
	return (uint32_t)hash_mix(map_pair(demand->sink_function, demand->sink_event),
				  map_pair((uint32_t)demand->operation, (uint32_t)demand->contract));
}

static bool same_sink(const struct demand *a, const struct demand *b)
{
	return a->operation == b->operation && a->contract == b->contract && a->sink_function == b->sink_function &&
	       a->sink_event == b->sink_event;
}

static bool same_guards(const struct guards *a, const struct guards *b)
{
	if (a->count != b->count || a->unsure != b->unsure || a->flagged != b->flagged)
		return false;
	for (uint32_t i = 0; i < a->count; i++)
		if (a->at[i].atom != b->at[i].atom || a->at[i].must != b->at[i].must)
			return false;
	return true;
}

/* Whether the guards of `a` are among those of `b`: then `a` says more. */
static bool weaker(const struct guards *a, const struct guards *b)
{
	if (a->unsure > b->unsure || a->flagged > b->flagged)
		return false;
	for (uint32_t i = 0; i < a->count; i++) {
		bool found = false;

		for (uint32_t j = 0; j < b->count && !found; j++)
			found = a->at[i].atom == b->at[j].atom;
		if (!found)
			return false;
	}
	return true;
}

/* Whether it says all that any guards can: nothing but a cheaper way to the same place is better. */
static bool unguarded(const struct demand *demand)
{
	return !demand->guards.count && !demand->guards.unsure && !demand->guards.flagged;
}

static size_t most_of(const struct demand *demand)
{
	return demand->contract == NO_RULE ? MAX_DEMANDS : MAX_OF_CONTRACTS;
}

bool no_room_for(const struct summary *summary, uint32_t kind, unsigned least, const struct demand *from, uint32_t sink)
{
	const struct demands *demands = &summary->demands;
	bool met = false, costlier = false;
	size_t count = 0;

	for (size_t i = 0; i < demands->count; i++) {
		const struct brief *brief = &demands->briefs[i];

		if (demands->kinds[i] != kind)
			continue;
		count++;
		costlier |= brief->cost > least;
		if (met || brief->sink != sink || !same_sink(&demands->at[i], from))
			continue;
		if (brief->cost <= least && unguarded(&demands->at[i]))
			return true;
		met = true;
	}
	return count >= MAX_ALIKE ? !costlier : demands->count >= most_of(from) && !met;
}

/* ---- keeping ---- */

static void grow(struct analysis *analysis, struct demands *demands)
{
	static const uint16_t rooms[DEMAND_ROOMS] = {4, 8, 16, 32, 64, MAX_DEMANDS, 320, MAX_OF_CONTRACTS};
	struct demands old = *demands;
	int size = 0;

	while (rooms[size] <= old.count)
		size++;
	demands->room = rooms[size];
	demands->at = analysis->spare_demands[size];
	if (demands->at)
		memcpy(&analysis->spare_demands[size], demands->at, sizeof(void *));
	else
		demands->at =
			arena_alloc(&analysis->arena, rooms[size] * (sizeof *demands->at + sizeof *demands->briefs +
								     sizeof *demands->kinds));
	demands->briefs = (struct brief *)(demands->at + demands->room);
	demands->kinds = (uint32_t *)(demands->briefs + demands->room);
	if (!old.count)
		return;
	memcpy(demands->at, old.at, old.count * sizeof *old.at);
	memcpy(demands->briefs, old.briefs, old.count * sizeof *old.briefs);
	memcpy(demands->kinds, old.kinds, old.count * sizeof *old.kinds);
	memcpy(old.at, &analysis->spare_demands[size - 1], sizeof(void *));
	analysis->spare_demands[size - 1] = old.at;
}

static struct demand *put(struct analysis *analysis, struct demands *demands, size_t index, uint32_t kind,
			  const struct demand *demand)
{
	demands->kinds[index] = kind;
	demands->at[index] = *demand;
	demands->briefs[index] = (struct brief){.kept = analysis->now,
						.sink = sink_hash(demand),
						.cost = (uint16_t)demand_cost(demand),
						.bare = (uint16_t)bare_cost(demand),
						.left = left_to_callers(demand)};
	return &demands->at[index];
}

struct demand *keep_demand(struct analysis *analysis, struct summary *summary, const struct demand *demand,
			   uint32_t kind)
{
	struct demands *demands = &summary->demands;
	uint32_t sink = sink_hash(demand);
	unsigned mine = demand_cost(demand);
	size_t worst = SIZE_MAX, count = 0;

	for (size_t i = 0; i < demands->count; i++) {
		const struct brief *brief = &demands->briefs[i];

		if (demands->kinds[i] != kind)
			continue;
		if (brief->sink == sink && same_sink(&demands->at[i], demand)) {
			const struct demand *have = &demands->at[i];

			if (same_guards(&have->guards, &demand->guards))
				return brief->cost <= mine ? NULL : put(analysis, demands, i, kind, demand);
			if (weaker(&have->guards, &demand->guards) && brief->cost <= mine + 10)
				return NULL;
		}
		count++;
		if (worst == SIZE_MAX || brief->cost > demands->briefs[worst].cost)
			worst = i;
	}
	if (count >= MAX_ALIKE)
		return demands->briefs[worst].cost <= mine ? NULL : put(analysis, demands, worst, kind, demand);
	if (demands->count >= most_of(demand))
		return NULL;
	if (demands->count == demands->room)
		grow(analysis, demands);
	return put(analysis, demands, demands->count++, kind, demand);
}

void mark_within(struct summary *summary, const struct demand *kept)
{
	summary->demands.briefs[kept - summary->demands.at].within = true;
}
