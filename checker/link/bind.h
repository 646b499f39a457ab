/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * bind: the rules looked up by the program's names.
 *
 * A call's callee has a *rule name*: its own name, or for a kept macro the name of the macro. For each
 * rule name the bound table gives the entries that apply, in file order.
 */
#ifndef TOPHALF_BIND_H
#define TOPHALF_BIND_H

#include "link/program.h"
#include "rules/rules.h"

/* A list of rule entries: index of the first, then by `next`. -1 ends it. */
struct bound_list {
	struct map first;
	int *next;
};

struct bound {
	const struct rules *rules;
	struct map aliases; /* "__op_NAME" to NAME */
	struct bound_list operations, queries, registrations, deferrals, makers, misuses, duties, field_states, boots;
	uint32_t *state_fields; /* the field that each of rules->field_states speaks of */
	struct map contracts;   /* field to slot contract */
	struct map assumptions; /* name of a global to assumption */
};

/* Interns every name that the rules mention in the program. */
void bind_rules(struct bound *bound, const struct rules *rules, struct program *program);
void bound_free(struct bound *bound);

/* The field that is called "record.field", or by the name of a global. */
uint32_t field_of_slot(struct program *program, const char *slot);

/* The name that rules know the callee by. */
name_id rule_name(const struct bound *bound, name_id callee);

static inline int bound_first(const struct bound_list *list, name_id name)
{
	return (int)map_get(&list->first, name, (uint32_t)NO_RULE);
}

#endif
