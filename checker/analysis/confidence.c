// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every condition that was not decided on the way, and every call, is one thing more that would have to go together.
 * The bounds are where, on the findings in a whole kernel that people have read (testsuite/kernel/), the share of real
 * ones falls: half of those with two conditions were real, one in ten of those with six.
 */
#include "analysis/confidence.h"

#include <string.h>

enum { DOUBTFUL_CONDITIONS = 3, DOUBTFUL_LENGTH = 8 };

/* A function that an object does not have: which objects come this way is not known here. */
static bool asks_for_function(const struct analysis *analysis, const struct atom *atom)
{
	const struct term *term = term_at(&analysis->terms, atom->term), *address;

	if (term->kind != TERM_LOAD || atom->compare != CMP_EQ || atom->value)
		return false;
	address = term_at(&analysis->terms, term->a);
	return address->kind == TERM_FIELD && slot_holders(analysis->slots, address->b)->count;
}

/* A condition that most often goes with the context. */
static bool is_telling(struct analysis *analysis, uint32_t function, const struct guard *guard)
{
	const struct atom *atom = atom_at(&analysis->terms, guard->atom);
	const struct term *term = term_at(&analysis->terms, atom->term);

	/* a bit of a flag word that was not seen to be set */
	if (atom->mask != UINT64_MAX && term->kind != TERM_QUERY)
		return true;
	return guard->must || term->kind == TERM_RARE || asks_for_function(analysis, atom) ||
	       atom_is_flag(analysis, function, guard->atom);
}

enum confidence confidence_of(struct analysis *analysis, uint32_t function, const struct demand *demand)
{
	const struct guards *guards = &demand->guards;
	unsigned conditions = guards->count + guards->lost;

	/* what a slot may hold besides is another object's */
	if (guards->unsure || guards->flagged || demand->slots)
		return CONFIDENCE_LOW;
	for (uint32_t i = 0; i < guards->count; i++)
		if (is_telling(analysis, function, &guards->at[i]))
			return CONFIDENCE_LOW;
	if (conditions >= UNLIKELY_CONDITIONS || demand->length > UNLIKELY_LENGTH)
		return CONFIDENCE_LOW;
	return conditions >= DOUBTFUL_CONDITIONS || demand->length > DOUBTFUL_LENGTH ? CONFIDENCE_MEDIUM
										     : CONFIDENCE_HIGH;
}

const char *const confidence_names[] = {"low", "medium", "high", NULL};

bool confidence_by_name(const char *name, enum confidence *confidence)
{
	for (int i = 0; confidence_names[i]; i++)
		if (!strcmp(confidence_names[i], name)) {
			*confidence = (enum confidence)i;
			return true;
		}
	return false;
}
