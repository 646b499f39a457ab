// SPDX-License-Identifier: GPL-2.0-only
/* What forbids a demand: regions and contexts, by their wait-type limit or by naming its check. */
#include "analysis/analysis.h"

static bool listed(const struct forbids *forbids, size_t count, int check, enum severity *severity)
{
	for (size_t i = 0; i < count; i++)
		if (forbids[i].check == check) {
			*severity = forbids[i].severity;
			return true;
		}
	return false;
}

const struct origin *forbidding_region(const struct analysis *analysis, const int8_t *change,
				       const struct origin *origins, int check, enum wait_type wait,
				       enum severity *severity)
{
	for (; origins; origins = origins->outer) {
		const struct region *region = &analysis->rules->regions[origins->region];

		if (change[origins->region] <= 0)
			continue;
		*severity = analysis->rules->checks[check].severity;
		if (wait > region->limit[analysis->profile] ||
		    listed(region->forbids, region->nforbids, check, severity))
			return origins;
	}
	return NULL;
}

bool region_cancels(const struct analysis *analysis, const int8_t *change, int check)
{
	for (size_t r = 0; r < analysis->rules->nregions; r++)
		if (change[r] > 0 && analysis->rules->regions[r].cancels >> check & 1)
			return true;
	return false;
}

bool context_forbids(const struct analysis *analysis, int index, const struct demand *demand, enum severity *severity)
{
	const struct context *context = &analysis->rules->contexts[index];

	*severity = analysis->rules->checks[demand->check].severity;
	if (demand->wait > context->limit[analysis->profile])
		return true;
	return !(demand->allowed >> demand->check & 1) &&
	       listed(context->forbids, context->nforbids, demand->check, severity);
}

uint64_t regions_allow(const struct analysis *analysis, const int8_t *change)
{
	uint64_t allowed = 0;

	for (size_t r = 0; r < analysis->rules->nregions; r++)
		if (change[r] > 0)
			allowed |= analysis->rules->regions[r].allows;
	return allowed;
}
