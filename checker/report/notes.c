// SPDX-License-Identifier: GPL-2.0-only
/* What explains a finding: where the context began, each call from there on, the operation. */
#include "report/report.h"

static void add(struct notes *notes, struct place place, uint32_t function, const char *text)
{
	vec_push(notes, (struct note){.place = place, .text = text, .function = function});
}

static struct place place_of_root(struct report *report, const struct root *root)
{
	struct place place = program_place(report->analysis->program, root->unit, root->loc);

	place.file = report->shown_path(report->shown_context, &report->arena, place.file);
	return place;
}

/* The lock or other call that entered the region, and the helpers it is hidden in. */
static void where_region_began(struct report *report, struct notes *notes, const struct origin *origin)
{
	const struct analysis *analysis = report->analysis;
	struct arena *arena = &report->arena;
	const char *title = analysis->rules->regions[origin->region].title;
	struct step step = {.function = origin->function, .event = origin->event, .slot = NONE};
	const char *function = function_name(analysis->program, step.function);
	struct place began = step_place(report, step.function, step.event);

	if (origin->event == NONE) {
		add(notes, began, step.function,
		    arena_printf(arena, "%s: %s() is declared to be called so", title, function));
		return;
	}
	add(notes, began, step.function,
	    arena_printf(arena, "%s: %s() called here in %s()", title,
			 *began.macro ? began.macro : step_operation(report, &step), function));
	for (origin = origin->inner; origin; origin = origin->inner) {
		step = (struct step){.function = origin->function, .event = origin->event, .slot = NONE};
		add(notes, step_place(report, step.function, step.event), step.function,
		    arena_printf(arena, "  which calls %s()", step_operation(report, &step)));
	}
}

static void where_context_began(struct report *report, struct notes *notes, const struct finding *finding)
{
	const struct program *program = report->analysis->program;
	struct arena *arena = &report->arena;
	const struct root *also[2];
	size_t count = atomic_contexts(report, finding, also, 2);

	if (finding->region)
		where_region_began(report, notes, finding->region);
	else if (finding->root)
		add(notes, place_of_root(report, finding->root), NONE,
		    arena_printf(arena, "%s() runs as %s: set up here through %s",
				 function_name(program, finding->function), finding->root->title,
				 root_written(program, finding->root)));
	/* unlocking would not be enough: the function may not sleep at all */
	for (size_t i = 0; i < count; i++)
		add(notes, place_of_root(report, also[i]), NONE,
		    arena_printf(arena, "%s() also runs in %s: %s() is set up here through %s",
				 function_name(program, finding->region->function), also[i]->title,
				 function_name(program, also[i]->function), root_written(program, also[i])));
}

static void calls(struct report *report, struct notes *notes, const struct finding *finding)
{
	const struct program *program = report->analysis->program;
	struct arena *arena = &report->arena;

	for (const struct step *step = finding->path; step->next; step = step->next) {
		bool slot = step->slot != NONE;

		add(notes, step_place(report, step->function, step->event), step->function,
		    arena_printf(arena, "%s() calls %s()%s%s%s", function_name(program, step->function),
				 function_name(program, step->next->function), slot ? " through " : "",
				 slot ? field_title(program, arena, step->slot) : "",
				 slot && step->choices > 1 ? ", one of several" : ""));
		notes->at[notes->count - 1].call = true;
	}
}

void finding_notes(struct report *report, const struct finding *finding, struct notes *notes)
{
	const struct check *check = &report->analysis->rules->checks[finding->check];
	const struct step *sink = finding_sink(finding);

	notes->count = 0;
	where_context_began(report, notes, finding);
	calls(report, notes, finding);
	add(notes, step_place(report, sink->function, sink->event), sink->function,
	    arena_printf(&report->arena, "%s() here; %s%s", step_operation(report, sink), check->advice,
			 finding->confidence == CONFIDENCE_LOW ? " (low confidence)" : ""));
}
