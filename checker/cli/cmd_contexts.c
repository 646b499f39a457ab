// SPDX-License-Identifier: GPL-2.0-only
/* tophalf contexts: where functions run, and why: the way from a root down to each. */
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "cli/commands.h"
#include "cli/contexts_json.h"
#include "cli/contexts_table.h"
#include "cli/session.h"
#include "project/path.h"

/* The functions asked for, each once. */
struct chosen {
	VEC(uint32_t) functions;
	struct map seen;
	size_t named;
};

static void place(struct session *session, struct place place)
{
	printf("%s:%u", shown_path(session, &session->arena, place.file), place.line);
}

/* From the function up to the root. */
static void show_tag(struct session *session, const struct analysis *analysis, uint32_t function, const struct tag *tag)
{
	const struct program *program = analysis->program;
	const struct context *context = &analysis->rules->contexts[tag->context];

	printf("  %s\n", context->title);
	while (tag && tag->via != NONE) {
		const struct fact_event *event = event_of(program, tag->via, tag->event);

		printf("    called by %s()  ", function_name(program, tag->via));
		place(session, program_place(program, program->functions.at[tag->via].unit, event->loc));
		putchar('\n');
		function = tag->via;
		tag = tag_of(analysis, function, tag->context);
	}
	if (tag && tag->via == NONE) {
		const struct root *root = &analysis->roots->at[tag->root];

		printf("    %s() is set up through %s as %s  ", function_name(program, root->function),
		       root_written(program, root), root->title);
		place(session, program_place(program, root->unit, root->loc));
		putchar('\n');
	}
}

static void show(struct session *session, const struct analysis *analysis, uint32_t function)
{
	const struct program *program = analysis->program;
	const struct function *f = &program->functions.at[function];

	printf("%s()  ", function_name(program, function));
	place(session, program_place(program, f->unit, f->facts->loc));
	putchar('\n');
	if (!analysis->tags[function].count)
		printf("  no caller or registration is known: its callers decide\n");
	for (size_t i = 0; i < analysis->tags[function].count; i++)
		show_tag(session, analysis, function, &analysis->tags[function].at[i]);
}

static void add(void *context, uint32_t function)
{
	struct chosen *chosen = context;
	bool added;

	map_put(&chosen->seen, function, &added);
	if (added)
		vec_push(&chosen->functions, function);
	chosen->named++;
}

/* In a source of the program. What a macro has made and nothing runs is scaffolding, such as that which module_init()
 * uses to check a type. */
static bool of_interest(const struct analysis *analysis, uint32_t function)
{
	const struct function *f = &analysis->program->functions.at[function];

	return !(f->facts->flags & FUNC_HEADER) && !function_is_outside(analysis->program, function) &&
	       (analysis->tags[function].count || !*program_place(analysis->program, f->unit, f->facts->loc).macro);
}

static void add_all(const struct analysis *analysis, struct chosen *chosen)
{
	for (uint32_t f = 0; f < analysis->program->functions.count; f++)
		if (of_interest(analysis, f))
			add(chosen, f);
}

/* Those of a file or directory. Of headers only those that are named themselves. Returns whether any file is there. */
static bool add_path(struct session *session, const struct analysis *analysis, const char *word, struct chosen *chosen)
{
	const struct program *program = analysis->program;
	const struct path_readings readings = project_read_path(&session->project, &session->arena, word);
	bool there = false;

	for (size_t i = 0; i < session->project.count; i++)
		there |= path_is_read(&readings, session->project.commands[i].file);
	for (uint32_t f = 0; f < program->functions.count; f++) {
		const struct function *function = &program->functions.at[f];
		const char *file;

		if (function_is_outside(program, f))
			continue;
		file = path_here(&session->arena, program_place(program, function->unit, function->facts->loc).path);
		if (function->facts->flags & FUNC_HEADER ? !path_is_same(&readings, file)
							 : !of_interest(analysis, f) || !path_is_read(&readings, file))
			continue;
		add(chosen, f);
		there = true;
	}
	return there;
}

/* The functions, files and directories that the words name, else all of interest. */
static int choose(struct session *session, const struct analysis *analysis, struct chosen *chosen)
{
	const struct options *options = session->options;
	int code = EXIT_CLEAN;

	if (!options->nwords)
		add_all(analysis, chosen);
	for (size_t i = 0; i < options->nwords; i++) {
		const char *word = options->words[i];
		size_t before = chosen->named;

		program_named(analysis->program, word, add, chosen);
		if (chosen->named == before && !add_path(session, analysis, word, chosen)) {
			error(strpbrk(word, "./") ? "%s: no file that is compiled is there"
						  : "no function is called \"%s\"",
			      word);
			code = EXIT_USAGE;
		}
	}
	return code;
}

static int answer(struct session *session, struct analysis *analysis)
{
	const struct options *options = session->options;
	struct chosen chosen = {0};
	int code = choose(session, analysis, &chosen);

	if (options->format == FORMAT_JSON)
		contexts_json(session, analysis, chosen.functions.at, chosen.functions.count);
	else if (options->format == FORMAT_TABLE && chosen.functions.count)
		contexts_table(session, analysis, chosen.functions.at, chosen.functions.count);
	for (size_t i = 0; options->format == FORMAT_TEXT && i < chosen.functions.count; i++)
		show(session, analysis, chosen.functions.at[i]);
	vec_free(&chosen.functions);
	map_free(&chosen.seen);
	return code ? code : session->failed ? EXIT_INCOMPLETE : EXIT_CLEAN;
}

int cmd_contexts(const struct options *options)
{
	/* With flags behind "--" the words are the units. Else the whole program is asked, whatever is shown of it: who calls
	 * a function may be anywhere. */
	return with_analysis(options, options->words, options->has_flags ? options->nwords : 0, answer);
}
