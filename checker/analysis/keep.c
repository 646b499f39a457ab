// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which demands a summary keeps. Of those that are alike (same check, contract and counters) only the best few, so that a function that
 * reaches a thousand sleeping operations says so in a handful of ways.
 */
#include "analysis/demands.h"

#include <string.h>

/* Where contracts are compared with calls, what counts is each contract, not each sort of operation. */
enum { MAX_DEMANDS = 96, MAX_OF_CONTRACTS = 1024, MAX_ALIKE = 5 };

static int cost(const struct demand *demand)
{
	return demand->guards.unsure * 1000 + demand->guards.flagged * 1000 + demand->slots * 60 +
	       demand->guards.count * 4 + demand->length;
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

static uint32_t likeness(const struct demand *demand)
{
	uint64_t hash = map_pair((uint32_t)demand->check, demand->callback), part;

	hash = hash_mix(hash, map_pair((uint32_t)demand->contract, (uint32_t)demand->wait));
	for (size_t i = 0; i < MAX_REGIONS; i += sizeof part) {
		memcpy(&part, demand->change + i, sizeof part);
		hash = hash_mix(hash, part);
	}
	return (uint32_t)hash;
}

static bool alike(const struct demand *a, const struct demand *b)
{
	return a->likeness == b->likeness && a->check == b->check && a->contract == b->contract && a->wait == b->wait &&
	       a->callback == b->callback && !memcmp(a->change, b->change, sizeof a->change);
}

bool no_room_for(const struct summary *summary, struct demand *demand)
{
	int least = cost(demand);
	size_t count = 0;

	demand->likeness = likeness(demand);
	for (size_t i = 0; i < summary->demands.count; i++) {
		const struct demand *have = &summary->demands.at[i];

		if (!alike(have, demand))
			continue;
		if (cost(have) > least)
			return false;
		count++;
	}
	return count >= MAX_ALIKE;
}

struct demand *keep_demand(struct summary *summary, struct demand *demand)
{
	size_t worst = SIZE_MAX, count = 0;

	demand->likeness = likeness(demand);
	for (size_t i = 0; i < summary->demands.count; i++) {
		struct demand *have = &summary->demands.at[i];

		if (!alike(have, demand))
			continue;
		if (same_sink(have, demand)) {
			if (same_guards(&have->guards, &demand->guards)) {
				if (cost(have) <= cost(demand))
					return NULL;
				*have = *demand;
				return have;
			}
			if (weaker(&have->guards, &demand->guards) && cost(have) <= cost(demand) + 10)
				return NULL;
		}
		count++;
		if (worst == SIZE_MAX || cost(have) > cost(&summary->demands.at[worst]))
			worst = i;
	}
	if (count >= MAX_ALIKE) {
		if (cost(&summary->demands.at[worst]) <= cost(demand))
			return NULL;
		summary->demands.at[worst] = *demand;
		return &summary->demands.at[worst];
	}
	if (summary->demands.count >= (size_t)(demand->contract == NO_RULE ? MAX_DEMANDS : MAX_OF_CONTRACTS))
		return NULL;
	vec_push(&summary->demands, *demand);
	return &summary->demands.at[summary->demands.count - 1];
}
