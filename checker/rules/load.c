// SPDX-License-Identifier: GPL-2.0-only
/* From values to struct rules: collect the entries of all files, place their names, read their fields (loader.h). */
#include "rules/loader.h"

#include <string.h>

#include "base/diag.h"
#include "base/intern.h"
#include "rules/files.h"

/* ---- entries and names ---- */

static const struct section *find_section(const char *name)
{
	for (size_t i = 0; i < rule_section_count; i++)
		if (!strcmp(rule_sections[i].name, name))
			return &rule_sections[i];
	return NULL;
}

static void add_name(struct loader *loader, struct yaml_value value)
{
	const struct section *section = loader->entries.at[loader->entries.count - 1].section;
	const char *text = yaml_is_scalar(value) ? yaml_text(&loader->rules->arena, value) : "";
	const char *wrong = *text ? section->wrong_name(text) : "expected a name";

	if (wrong) {
		yaml_error(&loader->mistakes, value, "%s", wrong);
		return;
	}
	vec_push(&loader->names, (struct entry_name){
					 .text = text,
					 .at = value,
					 .entry = loader->entries.count - 1,
					 .previous = NO_PREVIOUS,
					 .index = NO_RULE,
				 });
}

static void add_names(struct loader *loader, const struct section *section, struct yaml_value value)
{
	struct yaml_value item;
	void *position = NULL;
	size_t count = 0;

	if (!section->lists) {
		add_name(loader, value);
		return;
	}
	for (; yaml_next_item(value, &position, &item); count++)
		add_name(loader, item);
	if (!count)
		yaml_error(&loader->mistakes, value, "expected a list of names");
}

static void add_entry(struct loader *loader, const struct section *section, struct yaml_value value, bool extra)
{
	struct yaml_value key, item;
	void *position = NULL;

	if (!yaml_is_mapping(value)) {
		yaml_error(&loader->mistakes, value, "expected an entry of \"%s\": keys and values", section->name);
		return;
	}
	vec_push(&loader->entries, (struct entry){.section = section, .value = value, .extra = extra});
	while (yaml_next_pair(value, &position, &key, &item))
		if (yaml_is_scalar(key) && !strcmp(yaml_text(&loader->scratch, key), section->keys[0].name))
			add_names(loader, section, item);
}

static void add_section(struct loader *loader, struct yaml_value key, struct yaml_value list, bool extra)
{
	const char *name = yaml_is_scalar(key) ? yaml_text(&loader->scratch, key) : "";
	const struct section *section = find_section(name);
	struct yaml_value item;
	void *position = NULL;

	if (!section) {
		yaml_error(&loader->mistakes, key, "unknown section \"%s\"", name);
		return;
	}
	if (!yaml_is_list(list)) {
		yaml_error(&loader->mistakes, list, "expected a list of entries under \"%s\"", name);
		return;
	}
	while (yaml_next_item(list, &position, &item))
		add_entry(loader, section, item, extra);
}

/* `seen`: the keys of the mapping so far. */
static bool is_repeated(struct loader *loader, struct interns *seen, struct yaml_value key)
{
	const char *text = yaml_is_scalar(key) ? yaml_text(&loader->scratch, key) : "";

	if (intern_find(seen, text) != UINT32_MAX) {
		yaml_error(&loader->mistakes, key, "\"%s\" a second time", text);
		return true;
	}
	intern(seen, text);
	return false;
}

static void add_file(struct loader *loader, const char *name, const char *text, size_t length, bool extra)
{
	struct yaml_file *file = yaml_open(&loader->mistakes, name, text, length, loader->files.count);
	struct yaml_value top = yaml_top(file), key, list;
	struct interns seen = {0};
	void *position = NULL;

	vec_push(&loader->files, file);
	loader->incomplete |= file->broken;
	if (top.node && !yaml_is_mapping(top))
		yaml_error(&loader->mistakes, top, "expected sections, each with a list of entries");
	while (yaml_next_pair(top, &position, &key, &list))
		if (!is_repeated(loader, &seen, key))
			add_section(loader, key, list, extra);
	interns_free(&seen);
}

/* ---- fields ---- */

static bool is_empty(struct yaml_value value)
{
	return !value.node || fy_node_is_null(value.node);
}

/* The values of the entry's keys, in the order of the section's; one that was left out has no node. */
static void find_values(struct loader *loader, const struct entry *entry, struct yaml_value *values)
{
	const struct section *section = entry->section;
	struct yaml_value key, value;
	struct interns seen = {0};
	void *position = NULL;

	while (yaml_next_pair(entry->value, &position, &key, &value)) {
		const char *text = yaml_is_scalar(key) ? yaml_text(&loader->scratch, key) : "";
		size_t i = 0;

		if (is_repeated(loader, &seen, key))
			continue;
		while (i < section->nkeys && strcmp(section->keys[i].name, text))
			i++;
		if (i == section->nkeys)
			yaml_error(&loader->mistakes, key, "unknown key \"%s\" in \"%s\"", text, section->name);
		else if (is_empty(value) && section->keys[i].read)
			yaml_error(&loader->mistakes, key, "nothing stands after \"%s\"", text);
		else
			values[i] = value;
	}
	for (size_t i = 0; i < section->nkeys; i++)
		if (section->keys[i].required && !values[i].file &&
		    intern_find(&seen, section->keys[i].name) == UINT32_MAX)
			yaml_error(&loader->mistakes, entry->value, "no \"%s\"", section->keys[i].name);
	interns_free(&seen);
}

static char *read_fields(struct loader *loader, const struct entry *entry)
{
	const struct section *section = entry->section;
	struct yaml_value *values = arena_array(&loader->scratch, struct yaml_value, section->nkeys);
	char *rule = arena_alloc(&loader->scratch, section->size);
	struct rule_origin *origin = (struct rule_origin *)(rule + section->origin);

	origin->file = arena_strndup(&loader->rules->arena, entry->value.file->name, strlen(entry->value.file->name));
	origin->line = yaml_line(entry->value);
	find_values(loader, entry, values);
	for (size_t i = 0; i < section->nkeys; i++)
		if (section->keys[i].read)
			section->keys[i].read(loader, values[i], rule + section->keys[i].into,
					      rule + section->keys[i].also);
	if (section->finish)
		section->finish(loader, entry->value, rule);
	return rule;
}

/* `first` is the first of the entry's names, `end` behind the last. Entries that are replaced are read as well, for
 * their mistakes. */
static void read_entry(struct loader *loader, size_t entry, size_t first, size_t end)
{
	const struct section *section = loader->entries.at[entry].section;
	const char *rule;

	loader->index = first < end ? loader->names.at[first].index : NO_RULE;
	rule = read_fields(loader, &loader->entries.at[entry]);
	for (size_t i = first; i < end; i++) {
		const struct entry_name *name = &loader->names.at[i];
		char *place;

		if (name->index == NO_RULE)
			continue;
		place = section_array(loader, section) + (size_t)name->index * section->size;
		memcpy(place, rule, section->size);
		memcpy(place, &name->text, sizeof name->text);
	}
}

static void read_section(struct loader *loader, const struct section *section)
{
	size_t first = 0, end;

	for (size_t entry = 0; entry < loader->entries.count; entry++, first = end) {
		end = first;
		while (end < loader->names.count && loader->names.at[end].entry == entry)
			end++;
		if (loader->entries.at[entry].section == section)
			read_entry(loader, entry, first, end);
	}
}

/* ---- macros ---- */

static int compare_texts(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Every name of a section that has a key `macro`, where it is true. */
static void collect_macros(struct loader *loader)
{
	struct rules *rules = loader->rules;
	VEC(const char *) macros = {0};
	size_t unique = 0;

	for (size_t s = 0; s < rule_section_count; s++) {
		const struct section *section = &rule_sections[s];

		for (size_t k = 0; k < section->nkeys; k++) {
			if (strcmp(section->keys[k].name, "macro"))
				continue;
			for (size_t i = 0; i < *section_count(loader, section); i++) {
				const char *rule = section_array(loader, section) + i * section->size;
				const char *name;

				memcpy(&name, rule, sizeof name);
				if (*(const bool *)(rule + section->keys[k].into))
					vec_push(&macros, name);
			}
		}
	}
	if (macros.count)
		qsort(macros.at, macros.count, sizeof *macros.at, compare_texts);
	for (size_t i = 0; i < macros.count; i++)
		if (!i || strcmp(macros.at[i], macros.at[unique - 1]))
			macros.at[unique++] = macros.at[i];
	rules->macros = arena_copy(&rules->arena, macros.at, unique * sizeof *macros.at);
	rules->nmacros = unique;
	vec_free(&macros);
}

/* ---- the whole ---- */

static void start(struct loader *loader, struct rules *rules)
{
	memset(rules, 0, sizeof *rules);
	memset(loader, 0, sizeof *loader);
	loader->rules = rules;
	loader->mistakes.arena = &loader->scratch;
}

static int finish(struct loader *loader, int status)
{
	place_names(loader);
	for (size_t i = 0; i < rule_section_count; i++)
		read_section(loader, &rule_sections[i]);
	collect_macros(loader);

	if (mistakes_print(&loader->mistakes))
		status = -1;
	for (size_t i = 0; i < loader->files.count; i++)
		yaml_close(loader->files.at[i]);
	vec_free(&loader->files);
	vec_free(&loader->entries);
	vec_free(&loader->names);
	vec_free(&loader->mistakes.list);
	arena_free(&loader->scratch);
	if (status)
		rules_free(loader->rules);
	return status;
}

static int add_directory(struct loader *loader, const char *directory, bool extra)
{
	struct paths paths = {0};
	int status = find_rules_files(&loader->scratch, directory, &paths);

	for (size_t i = 0; i < paths.list.count; i++) {
		struct rules *rules = loader->rules;
		size_t length;
		const char *text = read_whole_file(&loader->scratch, paths.list.at[i], &length);

		vec_push(&rules->files, arena_strndup(&rules->arena, paths.list.at[i], strlen(paths.list.at[i])));
		if (text)
			add_file(loader, paths.list.at[i], text, length, extra);
		else
			status = -1;
	}
	vec_free(&paths.list);
	loader->incomplete |= status != 0;
	return status;
}

int rules_load(struct rules *rules, const char *directory, const char *extra)
{
	struct loader loader;
	int status;

	start(&loader, rules);
	status = add_directory(&loader, directory, false);
	if (extra)
		status |= add_directory(&loader, extra, true);
	return finish(&loader, status);
}

int rules_load_text(struct rules *rules, const char *name, const char *text, size_t length)
{
	struct loader loader;

	start(&loader, rules);
	add_file(&loader, name, arena_strndup(&loader.scratch, text, length), length, false);
	return finish(&loader, 0);
}

void rules_free(struct rules *rules)
{
	vec_free(&rules->files);
	arena_free(&rules->arena);
	memset(rules, 0, sizeof *rules);
}
