// SPDX-License-Identifier: GPL-2.0-only
#include "knowledge/worth.h"

#include <string.h>

#include "analysis/confidence.h"
#include "analysis/demands.h"

/* Whether a finding that comes of it can be more than doubtful, if callers decide all that is left to them. */
static bool can_be_sure(const struct demand *demand)
{
	return !demand->guards.unsure && !demand->guards.flagged && !demand->slots &&
	       demand->length < UNLIKELY_LENGTH && demand->guards.lost < UNLIKELY_CONDITIONS;
}

static bool is_listed(const struct forbids *forbids, size_t count, int check)
{
	for (size_t i = 0; i < count; i++)
		if (forbids[i].check == check)
			return true;
	return false;
}

/* Whether no region forbids what the demand asks for, and contexts only by their limits: most often a spin lock, which is
 * taken everywhere and forbidden in next to no context. */
static bool is_common(const struct analysis *analysis, const struct demand *demand)
{
	const struct rules *rules = analysis->rules;

	for (size_t r = 0; r < rules->nregions; r++)
		if (demand->wait > rules->regions[r].limit[analysis->profile] ||
		    is_listed(rules->regions[r].forbids, rules->regions[r].nforbids, demand->check))
			return false;
	for (size_t i = 0; i < rules->ncontexts; i++)
		if (is_listed(rules->contexts[i].forbids, rules->contexts[i].nforbids, demand->check))
			return false;
	return demand->check != NO_RULE;
}

static bool leaves_region(const struct demand *demand)
{
	for (int r = 0; r < MAX_REGIONS; r++)
		if (demand->change[r] < 0)
			return true;
	return false;
}

bool demands_alike(const struct analysis *analysis, const struct demand *a, const struct demand *b)
{
	if (a->check != b->check || a->wait != b->wait || a->callback != b->callback)
		return false;
	if (is_common(analysis, a))
		return leaves_region(a) == leaves_region(b);
	return !memcmp(a->change, b->change, sizeof a->change);
}

/* A function that callers pass: others are called as slots. */
static bool is_passed(const struct analysis *analysis, term_id callback)
{
	return term_at(&analysis->terms, callback)->kind == TERM_PARAM;
}

/*
 * A demand of which a finding can come that is more than doubtful, and that depends on regions. Of the others one of a kind
 * is enough, and none where a surer one says the same.
 */
bool demand_is_worth(const struct analysis *analysis, const struct demand *demands, size_t count, size_t index)
{
	const struct demand *demand = &demands[index];
	unsigned cost = demand_cost(demand);

	if (demand->callback && !is_passed(analysis, demand->callback))
		return false;
	if (can_be_sure(demand) && !is_common(analysis, demand))
		return true;
	for (size_t i = 0; i < count; i++) {
		unsigned other = demand_cost(&demands[i]);

		if (i == index || !demands_alike(analysis, &demands[i], demand))
			continue;
		if ((can_be_sure(&demands[i]) && !can_be_sure(demand)) || other < cost || (other == cost && i < index))
			return false;
	}
	return true;
}
