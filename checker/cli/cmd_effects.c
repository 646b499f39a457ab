// SPDX-License-Identifier: GPL-2.0-only
/* tophalf effects: what a function does to its caller's context, and what it demands. For writers of rules and drivers:
 * why a path is or is not reported. */
#include <stdio.h>

#include "analysis/show.h"
#include "base/diag.h"
#include "cli/commands.h"
#include "cli/session.h"

struct asked {
	struct session *session;
	const struct analysis *analysis;
	size_t found;
};

static void show_outcome(const struct asked *asked, uint32_t function, const struct outcome *outcome)
{
	static const char *const truths[] = {"zero", "not zero", ""};
	struct arena *arena = &asked->session->arena;

	printf("  returns %s: %s",
	       outcome->result ? show_term(asked->analysis, arena, function, outcome->result)
			       : truths[outcome->result_truth],
	       show_change(asked->analysis, arena, outcome->change));
	for (uint32_t i = 0; i < outcome->nconditions; i++)
		printf("%s%s", i ? " and " : "  where ",
		       show_atom(asked->analysis, arena, function, outcome->conditions[i]));
	putchar('\n');
}

static void show_demand(const struct asked *asked, uint32_t function, const struct demand *demand)
{
	const struct analysis *analysis = asked->analysis;
	struct arena *arena = &asked->session->arena;

	if (demand->callback)
		printf("  calls %s", show_term(analysis, arena, function, demand->callback));
	else
		printf("  demands %s for %s", wait_type_name(demand->wait),
		       demand->operation != NO_RULE ? analysis->rules->operations[demand->operation].name
						    : analysis->rules->slots[demand->contract].slot);
	printf(" with %s", show_change(analysis, arena, demand->change));
	for (uint32_t i = 0; i < demand->guards.count; i++)
		printf("%s%s%s", i ? " and " : "  where ", demand->guards.at[i].must ? "surely " : "",
		       show_atom(analysis, arena, function, demand->guards.at[i].atom));
	printf("%s%s\n", demand->guards.unsure ? "  (not sure)" : "",
	       demand->guards.flagged ? "  (behind a flag)" : "");
	for (const struct step *step = demand->path; step; step = step->next) {
		struct place place =
			program_place(analysis->program, analysis->program->functions.at[step->function].unit,
				      event_of(analysis->program, step->function, step->event)->loc);

		printf("    %s()  %s:%u\n", function_name(analysis->program, step->function),
		       shown_path(asked->session, arena, place.file), place.line);
	}
}

static void show(void *context, uint32_t function)
{
	struct asked *asked = context;
	const struct summary *summary = &asked->analysis->summaries[function];

	asked->found++;
	printf("%s()\n", function_name(asked->analysis->program, function));
	if (!summary->returns)
		printf("  does not return\n");
	for (uint32_t i = 0; i < summary->noutcomes; i++)
		show_outcome(asked, function, &summary->outcomes[i]);
	for (size_t i = 0; i < summary->demands.count; i++)
		show_demand(asked, function, &summary->demands.at[i]);
}

static int answer(struct session *session, struct analysis *analysis)
{
	const struct options *options = session->options;

	for (size_t i = 0; i < options->nwords; i++) {
		struct asked asked = {session, analysis, 0};

		program_named(analysis->program, options->words[i], show, &asked);
		if (!asked.found) {
			error("no function is called \"%s\"", options->words[i]);
			return EXIT_USAGE;
		}
	}
	return session->failed ? EXIT_INCOMPLETE : EXIT_CLEAN;
}

int cmd_effects(const struct options *options)
{
	if (options->has_flags) {
		error("its words are functions: give the units with -p, --module or --kernel");
		return EXIT_USAGE;
	}
	return with_analysis(options, NULL, 0, answer);
}
