// SPDX-License-Identifier: GPL-2.0-only
/* tophalf contexts: where functions run, and why: the way from a root down to each. */
#include <stdio.h>

#include "base/diag.h"
#include "cli/commands.h"
#include "cli/session.h"

enum { MAX_WAY = 64 };

struct asked {
	struct session *session;
	const struct analysis *analysis;
	size_t found;
};

static const struct tag *tag_of(const struct analysis *analysis, uint32_t function, int context)
{
	for (size_t i = 0; i < analysis->tags[function].count; i++)
		if (analysis->tags[function].at[i].context == context)
			return &analysis->tags[function].at[i];
	return NULL;
}

static void place(const struct asked *asked, struct place place)
{
	printf("%s:%u", shown_path(asked->session, &asked->session->arena, place.file), place.line);
}

/* From the function up to the root. */
static void show_tag(const struct asked *asked, uint32_t function, const struct tag *tag)
{
	const struct analysis *analysis = asked->analysis;
	const struct program *program = analysis->program;
	const struct context *context = &analysis->rules->contexts[tag->context];

	printf("  %s\n", context->title);
	for (int way = 0; tag && tag->via != NONE && way < MAX_WAY; way++) {
		const struct fact_event *event = event_of(program, tag->via, tag->event);

		printf("    called by %s()  ", function_name(program, tag->via));
		place(asked, program_place(program, program->functions.at[tag->via].unit, event->loc));
		putchar('\n');
		function = tag->via;
		tag = tag_of(analysis, function, tag->context);
	}
	if (tag && tag->via == NONE) {
		const struct root *root = &analysis->roots->at[tag->root];

		printf("    %s() is set up through %s as %s  ", function_name(program, root->function), root->by,
		       root->title);
		place(asked, program_place(program, root->unit, root->loc));
		putchar('\n');
	}
}

static void show(void *context, uint32_t function)
{
	struct asked *asked = context;
	const struct program *program = asked->analysis->program;
	const struct function *f = &program->functions.at[function];

	asked->found++;
	printf("%s()  ", function_name(program, function));
	place(asked, program_place(program, f->unit, f->facts->loc));
	putchar('\n');
	if (!asked->analysis->tags[function].count)
		printf("  no caller or registration is known: its callers decide\n");
	for (size_t i = 0; i < asked->analysis->tags[function].count; i++)
		show_tag(asked, function, &asked->analysis->tags[function].at[i]);
}

static int answer(struct session *session, const struct analysis *analysis)
{
	const struct options *options = session->options;
	int code = EXIT_CLEAN;

	for (uint32_t f = 0; !options->nwords && f < analysis->program->functions.count; f++) {
		struct asked asked = {session, analysis, 0};

		if (!(analysis->program->functions.at[f].facts->flags & FUNC_HEADER))
			show(&asked, f);
	}
	for (size_t i = 0; i < options->nwords; i++) {
		struct asked asked = {session, analysis, 0};

		program_named(analysis->program, options->words[i], show, &asked);
		if (!asked.found) {
			error("no function is called \"%s\"", options->words[i]);
			code = EXIT_USAGE;
		}
	}
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
