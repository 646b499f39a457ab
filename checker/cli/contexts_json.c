// SPDX-License-Identifier: GPL-2.0-only
#include "cli/contexts_json.h"

#include <jansson.h>

struct writer {
	struct session *session;
	const struct analysis *analysis;
};

/* {function, file, path, line, column}. */
static json_t *place_of(const struct writer *writer, uint32_t function, struct place place)
{
	struct arena *arena = &writer->session->arena;

	return json_pack("{ss ss ss si si}", "function", function_name(writer->analysis->program, function), "file",
			 shown_path(writer->session, arena, place.file), "path", place.path, "line", (int)place.line,
			 "column", (int)place.column);
}

static json_t *root_of(const struct writer *writer, const struct root *root)
{
	const struct program *program = writer->analysis->program;
	json_t *entry = place_of(writer, root->function, program_place(program, root->unit, root->loc));

	json_object_set_new(entry, "title", json_string(root->title));
	json_object_set_new(entry, "by", json_string(root_written(program, root)));
	return entry;
}

/* From the function up to the root. */
static json_t *context_of(const struct writer *writer, uint32_t function, const struct tag *tag)
{
	const struct analysis *analysis = writer->analysis;
	const struct program *program = analysis->program;
	const struct context *context = &analysis->rules->contexts[tag->context];
	json_t *entry =
		json_pack("{ss ss si}", "name", context->name, "title", context->title, "doubt", (int)tag->doubt);
	json_t *via = json_array();

	while (tag && tag->via != NONE) {
		const struct fact_event *event = event_of(program, tag->via, tag->event);

		function = tag->via;
		json_array_append_new(
			via, place_of(writer, function,
				      program_place(program, program->functions.at[function].unit, event->loc)));
		tag = tag_of(analysis, function, tag->context);
	}
	json_object_set_new(entry, "via", via);
	if (tag && tag->via == NONE)
		json_object_set_new(entry, "root", root_of(writer, &analysis->roots->at[tag->root]));
	return entry;
}

static json_t *function_of(const struct writer *writer, uint32_t number)
{
	const struct analysis *analysis = writer->analysis;
	const struct function *function = &analysis->program->functions.at[number];
	json_t *contexts = json_array(),
	       *entry =
		       place_of(writer, number, program_place(analysis->program, function->unit, function->facts->loc));
	struct arena *arena = &writer->session->arena;
	const char *hint = "";

	for (int context = 0; (size_t)context < analysis->rules->ncontexts; context++) {
		const struct tag *tag = tag_of(analysis, number, context);

		if (!tag)
			continue;
		json_array_append_new(contexts, context_of(writer, number, tag));
		hint = arena_printf(arena, "%s%s%s", hint, *hint ? ", " : "", analysis->rules->contexts[context].title);
	}
	json_object_set_new(entry, "hint", json_string(*hint ? hint : "no known caller"));
	json_object_set_new(entry, "contexts", contexts);
	return entry;
}

/* By the line: the functions of a whole kernel, as one tree in memory, would be larger than all that it was made of. */
void contexts_json(struct session *session, const struct analysis *analysis, const uint32_t *functions, size_t count)
{
	const struct writer writer = {session, analysis};

	fprintf(session->out, "{\"profile\": \"%s\", \"functions\": [\n", profile_name(analysis->profile));
	for (size_t i = 0; i < count; i++) {
		json_t *entry = function_of(&writer, functions[i]);

		json_dumpf(entry, session->out, 0);
		fputs(i + 1 < count ? ",\n" : "\n", session->out);
		json_decref(entry);
	}
	fprintf(session->out, "], \"units\": {\"total\": %zu, \"analysed\": %zu}}\n", session->project.count,
		session->analysed);
}
