// SPDX-License-Identifier: GPL-2.0-only
/* gcc-style text: the operation first, then notes from where the context began down to it. */
#include <string.h>

#include "report/report.h"

static void line(struct report *report, struct place place, const char *kind)
{
	fprintf(report->out, "%s:%u:%u: %s: ", place.file, place.line, place.column, kind);
}

static struct place place_of_root(struct report *report, const struct root *root)
{
	struct place place = program_place(report->analysis->program, root->unit, root->loc);

	place.file = report->shown_path(report->shown_context, &report->arena, place.file);
	return place;
}

/* The lock or other call that entered the region, and the helpers it is hidden in. */
static void where_region_began(struct report *report, const struct origin *origin)
{
	const struct analysis *analysis = report->analysis;
	struct step step = {.function = origin->function, .event = origin->event, .slot = NONE};
	struct place began = step_place(report, step.function, step.event);

	line(report, began, "note");
	if (origin->event == NONE) {
		fprintf(report->out, "%s: %s() is declared to be called so\n",
			analysis->rules->regions[origin->region].title,
			function_name(analysis->program, step.function));
		return;
	}
	fprintf(report->out, "%s: %s() called here in %s()\n", analysis->rules->regions[origin->region].title,
		*began.macro ? began.macro : step_operation(report, &step),
		function_name(analysis->program, step.function));
	for (origin = origin->inner; origin; origin = origin->inner) {
		step = (struct step){.function = origin->function, .event = origin->event, .slot = NONE};
		line(report, step_place(report, step.function, step.event), "note");
		fprintf(report->out, "  which calls %s()\n", step_operation(report, &step));
	}
}

static void where_context_began(struct report *report, const struct finding *finding)
{
	const struct program *program = report->analysis->program;
	const struct root *also[2];
	size_t count = atomic_contexts(report, finding, also, 2);

	if (finding->region) {
		where_region_began(report, finding->region);
	} else if (finding->root) {
		line(report, place_of_root(report, finding->root), "note");
		fprintf(report->out, "%s() runs as %s: set up here through %s\n",
			function_name(program, finding->function), finding->root->title, finding->root->by);
	}
	/* unlocking would not be enough: the function may not sleep at all */
	for (size_t i = 0; i < count; i++) {
		line(report, place_of_root(report, also[i]), "note");
		fprintf(report->out, "%s() also runs in %s: %s() is set up here through %s\n",
			function_name(program, finding->region->function), also[i]->title,
			function_name(program, also[i]->function), also[i]->by);
	}
}

static void hops(struct report *report, const struct finding *finding)
{
	enum { FIRST = 3, LAST = 3 };
	const struct program *program = report->analysis->program;
	size_t count = 0, index = 0;

	for (const struct step *step = finding->path; step->next; step = step->next)
		count++;
	for (const struct step *step = finding->path; step->next; step = step->next, index++) {
		const char *callee = function_name(program, step->next->function);

		if (!report->full_paths && count > FIRST + LAST + 1 && index >= FIRST && index < count - LAST) {
			if (index == FIRST)
				fprintf(report->out, "    … %zu more calls (--paths=full shows them)\n",
					count - FIRST - LAST);
			continue;
		}
		line(report, step_place(report, step->function, step->event), "note");
		fprintf(report->out, "%s() calls %s()", function_name(program, step->function), callee);
		if (step->slot != NONE)
			fprintf(report->out, " through %s%s", field_title(program, &report->arena, step->slot),
				step->choices > 1 ? ", one of several" : "");
		fputs("\n", report->out);
	}
}

static void one(struct report *report, const struct finding *finding)
{
	const struct analysis *analysis = report->analysis;
	const struct check *check = &analysis->rules->checks[finding->check];
	const struct step *sink = finding_sink(finding), *shown = shown_step(report, finding);

	line(report, step_place(report, shown->function, shown->event), severity_name(finding->severity));
	fprintf(report->out, "%s [%s]\n", finding_message(report, finding), check->id);
	where_context_began(report, finding);
	hops(report, finding);
	line(report, step_place(report, sink->function, sink->event), "note");
	fprintf(report->out, "%s() here; %s%s\n", step_operation(report, sink), check->advice,
		finding->confidence == CONFIDENCE_LOW ? " (low confidence)" : "");
}

void report_text(struct report *report)
{
	const struct analysis *analysis = report->analysis;

	for (size_t i = 0; i < report->nfindings; i++)
		one(report, report->findings[i]);
	fprintf(report->out, "%zu of %zu translation units analysed, %u indirect calls unresolved, %zu finding%s",
		report->units_analysed, report->units_total, analysis->unresolved_calls, report->nfindings,
		report->nfindings == 1 ? "" : "s");
	if (report->nhidden)
		fprintf(report->out, " (%zu more of lower confidence)", report->nhidden);
	fputs("\n", report->out);
}
