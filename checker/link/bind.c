// SPDX-License-Identifier: GPL-2.0-only
#include "link/bind.h"

#include <stdlib.h>
#include <string.h>

/* Prepends; callers add from last to first, so that lists end up in file order. */
static void add(struct bound_list *list, struct program *program, const char *name, int index)
{
	bool added;
	uint32_t *first = map_put(&list->first, intern(&program->names, name), &added);

	list->next[index] = added ? NO_RULE : (int)*first;
	*first = (uint32_t)index;
}

#define BIND(list, entries, count)                                                                                     \
	do {                                                                                                           \
		(list)->next = xcalloc((count), sizeof *(list)->next);                                                 \
		for (int i = (int)(count); i-- > 0;)                                                                   \
			add((list), program, (entries)[i].name, i);                                                    \
	} while (0)

uint32_t field_of_slot(struct program *program, const char *slot)
{
	const char *dot = strrchr(slot, '.');

	if (!dot)
		return program_field(program, 0, intern(&program->names, slot));
	return program_field(program, intern_n(&program->names, slot, (size_t)(dot - slot)),
			     intern(&program->names, dot + 1));
}

void bind_rules(struct bound *bound, const struct rules *rules, struct program *program)
{
	bound->rules = rules;
	BIND(&bound->operations, rules->operations, rules->noperations);
	BIND(&bound->queries, rules->queries, rules->nqueries);
	BIND(&bound->registrations, rules->registrations, rules->nregistrations);
	BIND(&bound->deferrals, rules->deferrals, rules->ndeferrals);
	BIND(&bound->makers, rules->makers, rules->nmakers);
	BIND(&bound->misuses, rules->misuses, rules->nmisuses);
	BIND(&bound->duties, rules->duties, rules->nduties);
	BIND(&bound->field_states, rules->field_states, rules->nfield_states);
	BIND(&bound->boots, rules->boots, rules->nboots);
	for (size_t i = 0; i < rules->nmacros; i++) {
		char alias[256];

		snprintf(alias, sizeof alias, MACRO_CALL_PREFIX "%s", rules->macros[i]);
		*map_put(&bound->aliases, intern(&program->names, alias), NULL) =
			intern(&program->names, rules->macros[i]);
	}
	bound->state_fields = xcalloc(rules->nfield_states, sizeof *bound->state_fields);
	for (size_t i = 0; i < rules->nfield_states; i++)
		bound->state_fields[i] = field_of_slot(program, rules->field_states[i].field);
	for (size_t i = 0; i < rules->nslots; i++)
		*map_put(&bound->contracts, field_of_slot(program, rules->slots[i].slot), NULL) = (uint32_t)i;
	for (size_t i = 0; i < rules->nwrappers; i++)
		*map_put(&program->wrappers, field_of_slot(program, rules->wrappers[i].slot), NULL) = (uint32_t)i;
	for (size_t i = 0; i < rules->nassumptions; i++)
		*map_put(&bound->assumptions, intern(&program->names, rules->assumptions[i].global), NULL) =
			(uint32_t)i;
}

name_id rule_name(const struct bound *bound, name_id callee)
{
	return map_get(&bound->aliases, callee, callee);
}

static void free_list(struct bound_list *list)
{
	map_free(&list->first);
	free(list->next);
}

void bound_free(struct bound *bound)
{
	free_list(&bound->operations);
	free_list(&bound->queries);
	free_list(&bound->registrations);
	free_list(&bound->deferrals);
	free_list(&bound->makers);
	free_list(&bound->misuses);
	free_list(&bound->duties);
	free_list(&bound->field_states);
	free_list(&bound->boots);
	free(bound->state_fields);
	map_free(&bound->aliases);
	map_free(&bound->contracts);
	map_free(&bound->assumptions);
}
