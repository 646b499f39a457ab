// SPDX-License-Identifier: GPL-2.0-only
/* tophalf contexts: where functions run, and why: the way from a root down to each. */
#include <stdio.h>

#include "base/diag.h"
#include "cli/commands.h"
#include "cli/contexts_table.h"
#include "cli/session.h"

enum { MAX_WAY = 64 };

/* The functions asked for, each once. */
struct chosen {
	VEC(uint32_t) functions;
	struct map seen;
	size_t named;
};

static const struct tag *tag_of(const struct analysis *analysis, uint32_t function, int context)
{
	for (size_t i = 0; i < analysis->tags[function].count; i++)
		if (analysis->tags[function].at[i].context == context)
			return &analysis->tags[function].at[i];
	return NULL;
}

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
	for (int way = 0; tag && tag->via != NONE && way < MAX_WAY; way++) {
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

/* The functions that the words name, else all of interest. */
static int choose(const struct options *options, const struct analysis *analysis, struct chosen *chosen)
{
	const struct program *program = analysis->program;
	int code = EXIT_CLEAN;

	for (uint32_t f = 0; !options->nwords && f < program->functions.count; f++)
		if (of_interest(analysis, f))
			add(chosen, f);
	for (size_t i = 0; i < options->nwords; i++) {
		size_t before = chosen->named;

		program_named(program, options->words[i], add, chosen);
		if (chosen->named == before) {
			error("no function is called \"%s\"", options->words[i]);
			code = EXIT_USAGE;
		}
	}
	return code;
}

static int answer(struct session *session, struct analysis *analysis)
{
	const struct options *options = session->options;
	struct chosen chosen = {0};
	int code = choose(options, analysis, &chosen);

	if (options->format == FORMAT_TABLE && chosen.functions.count)
		contexts_table(session, analysis, chosen.functions.at, chosen.functions.count);
	for (size_t i = 0; options->format == FORMAT_TEXT && i < chosen.functions.count; i++)
		show(session, analysis, chosen.functions.at[i]);
	vec_free(&chosen.functions);
	map_free(&chosen.seen);
	return code ? code : session->failed ? EXIT_INCOMPLETE : EXIT_CLEAN;
}

int cmd_contexts(const struct options *options)
{
	if (options->has_flags) {
		error("its words are functions: give the units with -p, --module or --kernel");
		return EXIT_USAGE;
	}
	return with_analysis(options, NULL, 0, answer);
}
