// SPDX-License-Identifier: GPL-2.0-only
/* Which names are there twice, which replace others, and which place in the arrays of struct rules each gets. */
#include "rules/loader.h"

#include <string.h>

#include "base/intern.h"
#include "base/map.h"

/* What `name` means for the names before it that have the same text: a mistake, another one, or instead of them. */
static void compare_with_previous(struct loader *loader, struct entry_name *name, bool *replaced)
{
	const struct entry *entry = &loader->entries.at[name->entry];
	const struct entry_name *previous = &loader->names.at[name->previous];

	if (previous->entry == name->entry) {
		yaml_error(&loader->mistakes, name->at, "\"%s\" is in the list already", name->text);
	} else if (entry->extra && !loader->entries.at[previous->entry].extra) {
		for (uint32_t i = name->previous; i != NO_PREVIOUS; i = loader->names.at[i].previous)
			replaced[i] = true;
	} else if (!entry->section->repeats) {
		yaml_error(&loader->mistakes, name->at, "a second entry for \"%s\"; the first is in %s, line %d",
			   name->text, previous->at.file->name, yaml_line(previous->at));
	}
}

static void link_names(struct loader *loader, bool *replaced)
{
	struct interns texts = {0};
	struct map last = {0}; /* (section, text) to the last name that has it */

	for (size_t i = 0; i < loader->names.count; i++) {
		struct entry_name *name = &loader->names.at[i];
		uint32_t section = (uint32_t)(loader->entries.at[name->entry].section - rule_sections);
		bool added;
		uint32_t *slot = map_put(&last, map_pair(section, intern(&texts, name->text)), &added);

		if (!added) {
			name->previous = *slot;
			compare_with_previous(loader, name, replaced);
		}
		*slot = (uint32_t)i;
	}
	map_free(&last);
	interns_free(&texts);
}

size_t *section_count(struct loader *loader, const struct section *section)
{
	return (size_t *)((char *)loader->rules + section->count);
}

/* Members of struct rules are pointers to different structs: memcpy reads and writes them all alike. */
char *section_array(struct loader *loader, const struct section *section)
{
	char *array;

	memcpy(&array, (char *)loader->rules + section->array, sizeof array);
	return array;
}

void place_names(struct loader *loader)
{
	bool *replaced = arena_array(&loader->scratch, bool, loader->names.count);

	link_names(loader, replaced);
	for (size_t i = 0; i < loader->names.count; i++) {
		struct entry_name *name = &loader->names.at[i];
		const struct section *section = loader->entries.at[name->entry].section;
		size_t *count = section_count(loader, section);

		if (replaced[i])
			continue;
		if (section->most && *count == section->most)
			yaml_error(&loader->mistakes, name->at, "more than %zu %s", section->most, section->name);
		else
			name->index = (int)(*count)++;
	}
	for (size_t i = 0; i < rule_section_count; i++) {
		const struct section *section = &rule_sections[i];
		char *array = arena_alloc(&loader->rules->arena, *section_count(loader, section) * section->size);

		memcpy((char *)loader->rules + section->array, &array, sizeof array);
	}
	for (size_t i = 0; i < loader->names.count; i++) {
		const struct entry_name *name = &loader->names.at[i];
		const struct section *section = loader->entries.at[name->entry].section;

		if (name->index != NO_RULE)
			memcpy(section_array(loader, section) + (size_t)name->index * section->size, &name->text,
			       sizeof name->text);
	}
}
