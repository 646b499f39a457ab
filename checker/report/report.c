// SPDX-License-Identifier: GPL-2.0-only
/* What all formats share: selection, order, names and places. */
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "report/allow.h"
#include "report/baseline.h"
#include "report/fingerprint.h"
#include "report/source.h"

const struct step *finding_sink(const struct finding *finding)
{
	const struct step *step = finding->path;

	while (step->next)
		step = step->next;
	return step;
}

const struct step *shown_step(const struct report *report, const struct finding *finding)
{
	const struct step *shown = NULL, *step;

	for (step = finding->path; step; step = step->next)
		if (!(report->analysis->program->functions.at[step->function].facts->flags & FUNC_HEADER) &&
		    !function_is_outside(report->analysis->program, step->function))
			shown = step;
	return shown ? shown : finding_sink(finding);
}

/* The place with the name of its file as it is shown: in UTF-8, so that every format can have it. */
static struct place as_shown(const struct report *report, struct place place)
{
	struct arena *arena = (struct arena *)&report->arena;

	place.file = report->shown_path(report->shown_context, arena, place.file);
	place.file = utf8_repaired(arena, place.file, strlen(place.file));
	return place;
}

struct place step_place(const struct report *report, uint32_t function, uint32_t event)
{
	const struct program *program = report->analysis->program;
	const struct function *f = &program->functions.at[function];
	uint32_t loc = event == NONE ? f->facts->loc : event_of(program, function, event)->loc;

	return as_shown(report, program_place(program, f->unit, loc));
}

struct place root_place(const struct report *report, const struct root *root)
{
	return as_shown(report, program_place(report->analysis->program, root->unit, root->loc));
}

const char *problem_file(const struct report *report, const struct unit_problem *problem)
{
	return as_shown(report, (struct place){.file = problem->path}).file;
}

struct place finding_place(const struct report *report, const struct finding *finding)
{
	const struct step *shown = shown_step(report, finding);

	return step_place(report, shown->function, shown->event);
}

const char *step_operation(struct report *report, const struct step *step)
{
	struct analysis *analysis = (struct analysis *)report->analysis;
	struct program *program = analysis->program;
	const struct function *function = &program->functions.at[step->function];
	const struct unit *unit = &program->units.at[function->unit];
	const struct fact_event *event;
	const struct fact_value *callee;
	uint32_t slot = step->slot;

	if (step->event == NONE)
		return function_name(program, step->function);
	event = event_of(program, step->function, step->event);
	callee = &unit->facts.values[event->target];
	if (callee->kind == VALUE_FUNCTION)
		return program_name(program, rule_name(analysis->bound, unit->names[callee->a]));
	if (slot == NONE)
		slot = slot_of_value(program, step->function, event->target);
	if (slot != NONE)
		return field_title(program, &report->arena, slot);
	if (callee->kind == VALUE_PARAM)
		return facts_string(&unit->facts, unit->facts.params[function->facts->params.first + callee->a].name);
	return "function pointer";
}

size_t atomic_contexts(const struct report *report, const struct finding *finding, const struct root **roots,
		       size_t room)
{
	const struct analysis *analysis = report->analysis;
	size_t count = 0;

	if (!finding->region)
		return 0;
	for (size_t i = 0; i < analysis->tags[finding->region->function].count && count < room; i++) {
		const struct tag *tag = &analysis->tags[finding->region->function].at[i];
		int context = tag->context;
		const struct root *root;

		if (tag->doubt > 1 || analysis->rules->contexts[context].limit[analysis->profile] >= finding->wait)
			continue;
		root = root_of_tag(analysis, finding->region->function, context);
		if (root)
			roots[count++] = root;
	}
	return count;
}

const char *root_title(const struct report *report, const struct finding *finding)
{
	if (finding->region)
		return report->analysis->rules->regions[finding->region->region].title;
	return finding->root ? finding->root->title : "";
}

const char *finding_message(struct report *report, const struct finding *finding)
{
	const struct check *check = &report->analysis->rules->checks[finding->check];
	const struct step *sink = finding_sink(finding);
	const char *operation = step_operation(report, sink);
	struct place place = step_place(report, sink->function, sink->event);

	if (finding->message)
		return arena_printf(&report->arena, "%s(): %s", operation, finding->message);
	if (*place.macro && !strncmp(place.macro, operation, strlen(place.macro)))
		operation = arena_printf(&report->arena, "%s()", place.macro);
	else if (*place.macro)
		operation = arena_printf(&report->arena, "%s() in %s()", operation, place.macro);
	else
		operation = arena_printf(&report->arena, "%s()", operation);
	return arena_printf(&report->arena, "%s in %s(): %s: %s", operation,
			    function_name(report->analysis->program, sink->function), check->title,
			    root_title(report, finding));
}

const char *finding_headline(struct report *report, const struct finding *finding)
{
	return arena_printf(&report->arena, "%s [%s]", finding_message(report, finding),
			    report->analysis->rules->checks[finding->check].id);
}

struct sortable {
	const struct finding *finding;
	struct place place;
	size_t index;
};

static int by_place(const void *a, const void *b)
{
	const struct sortable *x = a, *y = b;
	int files = strcmp(x->place.file, y->place.file);

	if (files)
		return files;
	if (x->place.line != y->place.line)
		return x->place.line < y->place.line ? -1 : 1;
	if (x->place.column != y->place.column)
		return x->place.column < y->place.column ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

bool finding_is_shown(const struct report *report, size_t index)
{
	const struct standing *standing = &report->standings[index];

	return !standing->allowed && standing->baseline != BASELINE_UNCHANGED;
}

static bool is_left_out(const struct report *report, int check, const char *path)
{
	return (report->off && report->off[check]) ||
	       (report->is_wanted && !report->is_wanted(report->shown_context, path));
}

/* Sorted, with fingerprints; those of lower confidence are only counted. */
static void select_findings(struct report *report, struct allows *allows)
{
	const struct analysis *analysis = report->analysis;
	size_t count = analysis->findings.count;
	struct sortable *sortable = xcalloc(count, sizeof *sortable);
	struct map alike = {0}; /* how many of an identity there were */

	for (size_t i = 0; i < count; i++) {
		const struct finding *finding = &analysis->findings.at[i];

		sortable[i] = (struct sortable){finding, finding_place(report, finding), i};
	}
	if (count)
		qsort(sortable, count, sizeof *sortable, by_place);
	report->findings = arena_array(&report->arena, const struct finding *, count);
	report->fingerprints = arena_array(&report->arena, const char *, count);
	report->standings = arena_array(&report->arena, struct standing, count);
	for (size_t i = 0; i < count; i++) {
		const struct finding *finding = sortable[i].finding;
		uint64_t identity = finding_identity(report, finding);
		uint32_t *seen = map_put(&alike, identity, NULL), n = (*seen)++;
		const char *allowed = allows_finding(allows, report, finding); /* a hidden one uses it, too */

		if (finding->confidence < report->confidence) {
			report->nhidden++;
			continue;
		}
		if (is_left_out(report, finding->check, sortable[i].place.path)) {
			report->nleft_out++;
			continue;
		}
		if (allowed)
			allowed = arena_strndup(&report->arena, allowed, strlen(allowed));
		report->standings[report->nfindings].allowed = allowed;
		report->fingerprints[report->nfindings] = fingerprint_text(report, identity, n);
		report->findings[report->nfindings++] = finding;
	}
	map_free(&alike);
	free(sortable);
}

static void add_remarks(struct report *report, const struct allows *allows)
{
	report->remarks = arena_array(&report->arena, struct remark, allows->list.count);
	for (size_t i = 0; report->whole && i < allows->list.count; i++) {
		const struct allow *allow = &allows->list.at[i];
		struct remark *remark = &report->remarks[report->nremarks];

		if (report->unused_allow_off || is_left_out(report, allow->check, allow->place.path) ||
		    !allow_is_unused(allow, report))
			continue;
		*remark = (struct remark){
			.place = allow->place,
			.check = UNUSED_ALLOW,
			.severity = report->unused_allow,
			.text = arena_printf(&report->arena, "allow(%s): nothing is found that it would allow",
					     report->analysis->rules->checks[allow->check].id),
		};
		remark->place.file = arena_strndup(&report->arena, allow->place.file, strlen(allow->place.file));
		report->nremarks++;
	}
}

static void count(struct report *report)
{
	for (size_t i = 0; i < report->nfindings; i++) {
		const struct finding *finding = report->findings[i];

		if (report->standings[i].allowed)
			report->nallowed++;
		else if (!finding_is_shown(report, i))
			report->nunchanged++;
		else
			report->nfailing += gate_stops(&report->gate, finding->severity, finding->confidence);
	}
	for (size_t i = 0; i < report->nremarks; i++)
		report->nfailing += gate_stops(&report->gate, report->remarks[i].severity, CONFIDENCE_HIGH);
}

void report_prepare(struct report *report)
{
	struct allows allows = {.quiet = report->past};

	if (report->allows)
		allows_read(&allows, report);
	report->mistakes = allows.mistakes;
	select_findings(report, &allows);
	if (report->baseline)
		baseline_apply(report->baseline, report);
	add_remarks(report, &allows);
	count(report);
	allows_free(&allows);
}

void report_free(struct report *report)
{
	sources_free(report);
	arena_free(&report->arena);
}
