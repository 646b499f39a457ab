// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which functions run where, from the tags of the analysis, but for those that are mere possibilities: behind calls
 * through slots of many functions nearly everything would run everywhere. A kernel has a hundred thousand functions, so
 * they and the ways to them are arrays:
 *
 *	functions   [name, file, line, in a header, context, caller, line of the call, …]
 *	roots       [function, title, what set it up as written, file, line]
 *
 * A caller is the index of a function, or -1 - that of a root.
 */
#include <string.h>

#include "report/html/html.h"

enum { MOST_DOUBT = 1 };

/* The caller's tag is not more doubtful than the callee's: a way is there as a whole or not at all. */
static bool is_shown(const struct tag *tag)
{
	return tag->doubt <= MOST_DOUBT;
}

static bool runs_somewhere(const struct tags *tags)
{
	for (size_t i = 0; i < tags->count; i++)
		if (is_shown(&tags->at[i]))
			return true;
	return false;
}

struct tables {
	struct report *report;
	json_t *files, *functions, *roots;
	struct map file_numbers, root_numbers; /* + 1 */
	uint32_t *numbers;                     /* by function: index in `functions` */
};

static json_int_t file_number(struct tables *tables, const struct place *place)
{
	struct report *report = tables->report;
	uint32_t *number = map_put(&tables->file_numbers, hash_text(place->path, strlen(place->path)), NULL);

	if (!*number) {
		json_array_append_new(
			tables->files,
			json_text(report, report->shown_path(report->shown_context, &report->arena, place->file)));
		*number = (uint32_t)json_array_size(tables->files);
	}
	return *number - 1;
}

static json_int_t root_number(struct tables *tables, uint32_t index)
{
	const struct program *program = tables->report->analysis->program;
	const struct root *root = &tables->report->analysis->roots->at[index];
	uint32_t *number = map_put(&tables->root_numbers, index, NULL);

	if (!*number) {
		struct place place = program_place(program, root->unit, root->loc);
		json_t *json = json_array();

		json_array_append_new(json, json_integer(tables->numbers[root->function]));
		json_array_append_new(json, json_text(tables->report, root->title));
		json_array_append_new(json, json_text(tables->report, root_written(program, root)));
		json_array_append_new(json, json_integer(file_number(tables, &place)));
		json_array_append_new(json, json_integer(place.line));
		json_array_append_new(tables->roots, json);
		*number = (uint32_t)json_array_size(tables->roots);
	}
	return *number - 1;
}

static void add_tag(struct tables *tables, json_t *function, const struct tag *tag)
{
	const struct program *program = tables->report->analysis->program;
	json_int_t caller, line = 0;

	if (tag->via == NONE) {
		caller = -1 - root_number(tables, tag->root);
	} else {
		const struct fact_event *event = event_of(program, tag->via, tag->event);

		caller = tables->numbers[tag->via];
		line = program_place(program, program->functions.at[tag->via].unit, event->loc).line;
	}
	json_array_append_new(function, json_integer(tag->context));
	json_array_append_new(function, json_integer(caller));
	json_array_append_new(function, json_integer(line));
}

static void add_function(struct tables *tables, uint32_t number)
{
	const struct analysis *analysis = tables->report->analysis;
	const struct function *function = &analysis->program->functions.at[number];
	struct place place = program_place(analysis->program, function->unit, function->facts->loc);
	json_t *json = json_array();

	json_array_append_new(json, json_text(tables->report, function_name(analysis->program, number)));
	json_array_append_new(json, json_integer(file_number(tables, &place)));
	json_array_append_new(json, json_integer(place.line));
	json_array_append_new(json, json_integer((function->facts->flags & FUNC_HEADER) != 0));
	for (size_t i = 0; i < analysis->tags[number].count; i++)
		if (is_shown(&analysis->tags[number].at[i]))
			add_tag(tables, json, &analysis->tags[number].at[i]);
	json_array_append_new(tables->functions, json);
}

static json_t *contexts(struct report *report)
{
	const struct rules *rules = report->analysis->rules;
	json_t *all = json_array();

	for (size_t i = 0; i < rules->ncontexts; i++) {
		json_t *json = json_object();

		json_object_set_new(json, "name", json_text(report, rules->contexts[i].name));
		json_object_set_new(json, "title", json_text(report, rules->contexts[i].title));
		json_object_set_new(json, "limit",
				    json_string(wait_type_name(rules->contexts[i].limit[report->analysis->profile])));
		json_array_append_new(all, json);
	}
	return all;
}

json_t *html_contexts(struct report *report)
{
	const struct analysis *analysis = report->analysis;
	size_t count = analysis->program->functions.count;
	struct tables tables = {
		.report = report,
		.files = json_array(),
		.functions = json_array(),
		.roots = json_array(),
		.numbers = arena_array(&report->arena, uint32_t, count + 1),
	};
	json_t *json = json_object();
	uint32_t next = 0;

	for (size_t i = 0; i < count; i++)
		if (runs_somewhere(&analysis->tags[i]))
			tables.numbers[i] = next++;
	for (uint32_t i = 0; i < count; i++)
		if (runs_somewhere(&analysis->tags[i]))
			add_function(&tables, i);
	json_object_set_new(json, "contexts", contexts(report));
	json_object_set_new(json, "files", tables.files);
	json_object_set_new(json, "functions", tables.functions);
	json_object_set_new(json, "roots", tables.roots);
	map_free(&tables.file_numbers);
	map_free(&tables.root_numbers);
	return json;
}
