// SPDX-License-Identifier: GPL-2.0-only
/* Findings as the page wants them. Names of keys are short: a whole kernel has thousands of findings. */
#include <string.h>

#include "report/html/html.h"
#include "report/json.h"

/* [file, line, column] */
static json_t *position(struct page_sources *sources, const struct place *place, bool outside)
{
	return json_pack("[iii]", (int)sources_add(sources, place, outside), (int)place->line, (int)place->column);
}

struct page {
	struct report *report;
	struct page_sources *sources;
	struct texts texts;
};

/* Line of the function's own declaration, if it is in the file of the step; its head is shown with the step. 0: none. */
static json_int_t head_of(struct page *page, const struct note *note, bool outside)
{
	struct place head;

	if (note->function == NONE)
		return 0;
	head = step_place(page->report, note->function, NONE);
	if (strcmp(head.path, note->place.path) != 0 || head.line > note->place.line)
		return 0;
	sources_add(page->sources, &head, outside);
	return head.line;
}

static void add_number(json_t *array, json_int_t number)
{
	json_array_append_new(array, json_integer(number));
}

static void add_text(struct page *page, json_t *array, const char *text)
{
	add_number(array, texts_add(page->report, &page->texts, text));
}

/* [file, line, column, line of the function's head, what the note says, function, macro]; `call`: a hop of the path, with
 * what is called, the slot it goes through, and how many functions that may hold. */
static json_t *one_step(struct page *page, const struct note *note, const struct step *call)
{
	const struct program *program = page->report->analysis->program;
	bool outside = note->function != NONE && function_is_outside(program, note->function);
	json_t *step = position(page->sources, &note->place, outside);

	add_number(step, head_of(page, note, outside));
	add_text(page, step, note->text);
	add_text(page, step, note->function == NONE ? "" : function_name(program, note->function));
	add_text(page, step, note->place.macro);
	if (!call)
		return step;
	add_text(page, step, function_name(program, call->next->function));
	if (call->slot != NONE) {
		add_text(page, step, field_title(program, &page->report->arena, call->slot));
		add_number(step, call->choices);
	}
	return step;
}

static json_t *steps(struct page *page, const struct finding *finding)
{
	struct notes notes = {0};
	const struct step *call = finding->path;
	json_t *all = json_array();

	finding_notes(page->report, finding, &notes);
	for (size_t i = 0; i < notes.count; i++) {
		const struct note *note = &notes.at[i];

		json_array_append_new(all, one_step(page, note, note->call ? call : NULL));
		if (note->call)
			call = call->next;
	}
	vec_free(&notes);
	return all;
}

static json_t *context(struct report *report, const char *title, uint32_t function, const char *by)
{
	json_t *json = json_object();

	json_object_set_new(json, "title", json_text(report, title));
	json_object_set_new(json, "in", json_text(report, function_name(report->analysis->program, function)));
	json_object_set_new(json, "by", json_text(report, by));
	return json;
}

/* Where it began: a region or a context; neither for a call that is wrong in itself. */
static json_t *root(struct report *report, const struct finding *finding)
{
	const struct analysis *analysis = report->analysis;
	json_t *json;

	if (finding->region) {
		struct step step = {
			.function = finding->region->function, .event = finding->region->event, .slot = NONE};

		json = context(report, root_title(report, finding), step.function,
			       step.event == NONE ? "" : step_operation(report, &step));
		json_object_set_new(json, "region",
				    json_string(analysis->rules->regions[finding->region->region].name));
		return json;
	}
	if (!finding->root)
		return json_null();
	json = context(report, finding->root->title, finding->function, root_written(analysis->program, finding->root));
	json_object_set_new(json, "context", json_string(analysis->rules->contexts[finding->root->context].name));
	return json;
}

static json_t *also(struct report *report, const struct finding *finding)
{
	const struct root *roots[8];
	size_t count = atomic_contexts(report, finding, roots, 8);
	json_t *all = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(all, context(report, roots[i]->title, roots[i]->function,
						   root_written(report->analysis->program, roots[i])));
	return all;
}

static void add_standing(struct report *report, json_t *json, const struct standing *standing)
{
	if (standing->allowed)
		json_object_set_new(json, "allowed", json_text(report, standing->allowed));
	if (standing->baseline != BASELINE_NONE)
		json_object_set_new(json, "baseline",
				    json_string(standing->baseline == BASELINE_NEW ? "new" : "unchanged"));
}

static json_t *one(struct page *page, size_t index)
{
	struct report *report = page->report;
	const struct finding *finding = report->findings[index];
	const struct step *sink = finding_sink(finding), *shown = shown_step(report, finding);
	struct place place = step_place(report, shown->function, shown->event);
	json_t *json = json_object();

	json_object_set_new(json, "id", json_string(report->fingerprints[index]));
	json_object_set_new(json, "check", json_integer(finding->check));
	json_object_set_new(json, "severity", json_string(severity_name(finding->severity)));
	json_object_set_new(json, "confidence", json_string(confidence_names[finding->confidence]));
	json_object_set_new(json, "message", json_text(report, finding_message(report, finding)));
	json_object_set_new(
		json, "at",
		position(page->sources, &place, function_is_outside(report->analysis->program, shown->function)));
	json_object_set_new(json, "op", json_text(report, step_operation(report, sink)));
	json_object_set_new(json, "in", json_text(report, function_name(report->analysis->program, sink->function)));
	json_object_set_new(json, "root", root(report, finding));
	json_object_set_new(json, "steps", steps(page, finding));
	json_object_set_new(json, "if", json_conditions(report, finding));
	json_object_set_new(json, "lost", json_integer(finding->conditions.lost));
	json_object_set_new(json, "also", also(report, finding));
	add_standing(report, json, &report->standings[index]);
	return json;
}

static json_t *checks(struct report *report)
{
	const struct rules *rules = report->analysis->rules;
	json_t *all = json_array();

	for (size_t i = 0; i < rules->nchecks; i++) {
		const struct check *check = &rules->checks[i];
		json_t *json = json_object();

		json_object_set_new(json, "id", json_text(report, check->id));
		json_object_set_new(json, "title", json_text(report, check->title));
		json_object_set_new(json, "why", json_text(report, check->explanation));
		json_object_set_new(json, "instead", json_text(report, check->advice));
		json_object_set_new(json, "bad", json_text(report, check->bad));
		json_object_set_new(json, "good", json_text(report, check->good));
		json_array_append_new(all, json);
	}
	return all;
}

json_t *html_findings(struct report *report, struct page_sources *sources)
{
	struct page page = {report, sources, {0}};
	json_t *json = json_object(), *all = json_array();

	texts_add(report, &page.texts, "");
	for (size_t i = 0; i < report->nfindings; i++)
		json_array_append_new(all, one(&page, i));
	json_object_set_new(json, "version", json_string(TOPHALF_VERSION));
	json_object_set_new(json, "profile", json_string(profile_name(report->analysis->profile)));
	json_object_set_new(json, "units", json_integer((json_int_t)report->units_total));
	json_object_set_new(json, "analysed", json_integer((json_int_t)report->units_analysed));
	json_object_set_new(json, "hidden", json_integer((json_int_t)report->nhidden));
	json_object_set_new(json, "unresolved", json_integer(report->analysis->unresolved_calls));
	json_object_set_new(json, "checks", checks(report));
	json_object_set_new(json, "files", sources_names(report, sources));
	json_object_set_new(json, "texts", page.texts.all);
	json_object_set_new(json, "findings", all);
	map_free(&page.texts.numbers);
	return json;
}
