// SPDX-License-Identifier: GPL-2.0-only
/* From a file to knowledge that speaks of the rules at hand. */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "knowledge/file.h"
#include "knowledge/knowledge.h"

static const char *text(const struct knowledge *knowledge, uint32_t index)
{
	return intern_text(&knowledge->tables.texts, index);
}

int knowledge_open(struct knowledge *knowledge, const char *path)
{
	*knowledge = (struct knowledge){.path = path};
	return tables_read(&knowledge->tables, path);
}

/* What the analysis cannot go without. */
static int missing(const struct knowledge *knowledge, const char *what, const char *name)
{
	return error("%s: made with other rules: these have no %s \"%s\"", knowledge->path, what, name);
}

static int query_named(const struct rules *rules, const char *name)
{
	for (size_t i = 0; i < rules->nqueries; i++)
		if (!strcmp(rules->queries[i].name, name))
			return (int)i;
	return NO_RULE;
}

static int contract_named(const struct rules *rules, const char *slot)
{
	for (size_t i = 0; i < rules->nslots; i++)
		if (!strcmp(rules->slots[i].slot, slot))
			return (int)i;
	return NO_RULE;
}

static void resolve_operations(struct knowledge *knowledge, const struct rules *rules)
{
	const struct tables *tables = &knowledge->tables;
	struct interns names = {0};
	struct map known = {0}; /* (name, check) to operation */

	for (size_t i = rules->noperations; i-- > 0;)
		*map_put(&known,
			 map_pair(intern(&names, rules->operations[i].name), (uint32_t)rules->operations[i].check),
			 NULL) = (uint32_t)i;
	for (size_t i = 0; i < tables->operations.count; i++) {
		const struct known_operation *operation = &tables->operations.at[i];
		int check = operation->check == NONE ? NO_RULE : knowledge->checks[operation->check];
		name_id name = intern(&names, text(knowledge, operation->name));

		knowledge->operations[i] = (int)map_get(&known, map_pair(name, (uint32_t)check), (uint32_t)NO_RULE);
	}
	interns_free(&names);
	map_free(&known);
}

int knowledge_resolve(struct knowledge *knowledge, const struct rules *rules, enum profile profile)
{
	const struct tables *tables = &knowledge->tables;
	const char *made_for = text(knowledge, tables->abouts.at[0].profile);

	if (profile_by_name(made_for) != (int)profile)
		return error("%s: made for --profile=%s", knowledge->path, made_for);
#define RESOLVE(list, what, field, find)                                                                               \
	knowledge->list = xcalloc(tables->list.count, sizeof *knowledge->list);                                        \
	for (size_t i = 0; i < tables->list.count; i++) {                                                              \
		const char *name = text(knowledge, tables->list.at[i].field);                                          \
                                                                                                                       \
		knowledge->list[i] = find(rules, name);                                                                \
		if (knowledge->list[i] == NO_RULE && *(what))                                                          \
			return missing(knowledge, what, name);                                                         \
	}
	RESOLVE(regions, "region", name, rules_region)
	RESOLVE(checks, "check", name, rules_check)
	RESOLVE(contexts, "context", name, rules_context)
	RESOLVE(contracts, "", slot, contract_named)
#undef RESOLVE
	knowledge->queries = xcalloc(tables->querys.count, sizeof *knowledge->queries);
	for (size_t i = 0; i < tables->querys.count; i++)
		knowledge->queries[i] = query_named(rules, text(knowledge, tables->querys.at[i].name));
	knowledge->operations = xcalloc(tables->operations.count, sizeof *knowledge->operations);
	resolve_operations(knowledge, rules);
	return 0;
}

void knowledge_close(struct knowledge *knowledge)
{
	free(knowledge->regions);
	free(knowledge->checks);
	free(knowledge->contexts);
	free(knowledge->queries);
	free(knowledge->operations);
	free(knowledge->contracts);
	tables_free(&knowledge->tables);
}
