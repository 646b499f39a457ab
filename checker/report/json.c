// SPDX-License-Identifier: GPL-2.0-only
/* Findings as JSON, for scripts. */
#include "report/json.h"

#include <string.h>

#include "analysis/show.h"
#include "base/utf8.h"

json_t *json_text(struct report *report, const char *text)
{
	return json_string(utf8_repaired(&report->arena, text, strlen(text)));
}

json_t *json_root(struct report *report, const struct finding *finding)
{
	const struct analysis *analysis = report->analysis;
	const char *function =
		function_name(analysis->program, finding->region ? finding->region->function : finding->function);
	struct place place;

	if (finding->region) {
		struct step step = {
			.function = finding->region->function, .event = finding->region->event, .slot = NONE};

		place = step_place(report, step.function, step.event);
		return json_pack("{ss ss ss ss ss ss si}", "kind", "region", "name",
				 analysis->rules->regions[finding->region->region].name, "title",
				 root_title(report, finding), "function", function, "operation",
				 step_operation(report, &step), "file", place.file, "line", (int)place.line);
	}
	if (!finding->root)
		return json_pack("{ss ss ss ss ss ss si}", "kind", "call", "name", "", "title", "", "function",
				 function, "operation", "", "file", "", "line", 0);
	place = root_place(report, finding->root);
	return json_pack("{ss ss ss ss ss ss si}", "kind", "context", "name",
			 analysis->rules->contexts[finding->root->context].name, "title", finding->root->title,
			 "function", function, "operation", finding->root->by, "file", place.file, "line",
			 (int)place.line);
}

/* Contexts in which the function that entered the region runs anyway. */
static json_t *contexts_of(struct report *report, const struct finding *finding)
{
	const struct analysis *analysis = report->analysis;
	const struct root *roots[8];
	size_t count = atomic_contexts(report, finding, roots, 8);
	json_t *contexts = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(contexts, json_pack("{ss ss ss ss}", "name",
							  analysis->rules->contexts[roots[i]->context].name, "title",
							  roots[i]->title, "function",
							  function_name(analysis->program, roots[i]->function),
							  "operation", roots[i]->by));
	return contexts;
}

json_t *json_path(struct report *report, const struct finding *finding)
{
	const struct program *program = report->analysis->program;
	json_t *path = json_array();

	for (const struct step *step = finding->path; step; step = step->next) {
		struct place place = step_place(report, step->function, step->event);
		const char *via = step->slot == NONE ? "" : field_title(program, &report->arena, step->slot);
		const char *callee =
			step->next ? function_name(program, step->next->function) : step_operation(report, step);

		json_array_append_new(path, json_pack("{ss ss si ss ss}", "function",
						      function_name(program, step->function), "file", place.file,
						      "line", (int)place.line, "via", via, "callee", callee));
	}
	return path;
}

json_t *json_conditions(struct report *report, const struct finding *finding)
{
	json_t *conditions = json_array();

	for (uint32_t i = 0; i < finding->conditions.count; i++)
		json_array_append_new(conditions,
				      json_text(report, show_atom(report->analysis, &report->arena, finding->function,
								  finding->conditions.at[i].atom)));
	return conditions;
}

static json_t *one(struct report *report, const struct finding *finding, const char *fingerprint)
{
	const struct analysis *analysis = report->analysis;
	const struct step *sink = finding_sink(finding), *shown = shown_step(report, finding);
	struct place place = step_place(report, shown->function, shown->event);
	json_t *entry = json_pack(
		"{ss ss ss ss ss ss si si ss ss}", "check", analysis->rules->checks[finding->check].id, "severity",
		severity_name(finding->severity), "confidence", confidence_names[finding->confidence], "profile",
		profile_name(analysis->profile), "message", finding_message(report, finding), "file", place.file,
		"line", (int)place.line, "column", (int)place.column, "function",
		function_name(analysis->program, shown->function), "operation", step_operation(report, sink));

	json_object_set_new(entry, "fingerprint", json_string(fingerprint));
	json_object_set_new(entry, "fails",
			    json_boolean(gate_stops(&report->gate, finding->severity, finding->confidence)));
	json_object_set_new(entry, "root", json_root(report, finding));
	json_object_set_new(entry, "path", json_path(report, finding));
	json_object_set_new(entry, "conditions", json_conditions(report, finding));
	json_object_set_new(entry, "conditions_lost", json_integer(finding->conditions.lost));
	json_object_set_new(entry, "contexts", contexts_of(report, finding));
	return entry;
}

static json_t *remarks_of(struct report *report)
{
	json_t *remarks = json_array();

	for (size_t i = 0; i < report->nremarks; i++) {
		const struct remark *remark = &report->remarks[i];

		json_array_append_new(remarks, json_pack("{ss ss ss so si si}", "check", remark->check, "severity",
							 severity_name(remark->severity), "message", remark->text,
							 "file", json_text(report, remark->place.file), "line",
							 (int)remark->place.line, "column", (int)remark->place.column));
	}
	return remarks;
}

/* Why units could not be analysed, or not completely. */
static json_t *problems_of(struct report *report)
{
	json_t *problems = json_array();

	for (size_t i = 0; i < report->nproblems; i++) {
		const struct unit_problem *problem = &report->problems[i];
		json_t *entry = json_pack("{si si}", "line", (int)problem->line, "column", (int)problem->column);

		json_object_set_new(entry, "file", json_text(report, problem_file(report, problem)));
		json_object_set_new(entry, "message", json_text(report, problem->text));
		json_array_append_new(problems, entry);
	}
	return problems;
}

/* Of the units' main files. */
static json_int_t lines_of(const struct program *program)
{
	json_int_t lines = 0;

	for (size_t i = 0; i < program->units.count; i++)
		lines += program->units.at[i].facts.units[0].lines;
	return lines;
}

void report_json(struct report *report)
{
	json_t *all = json_object(), *findings = json_array();

	for (size_t i = 0; i < report->nfindings; i++)
		if (finding_is_shown(report, i))
			json_array_append_new(findings, one(report, report->findings[i], report->fingerprints[i]));
	json_object_set_new(all, "findings", findings);
	json_object_set_new(all, "remarks", remarks_of(report));
	json_object_set_new(all, "not_shown",
			    json_pack("{sI sI sI sI}", "lower_confidence", (json_int_t)report->nhidden, "configuration",
				      (json_int_t)report->nleft_out, "allowed", (json_int_t)report->nallowed,
				      "baseline", (json_int_t)report->nunchanged));
	json_object_set_new(all, "units",
			    json_pack("{sI sI sI}", "total", (json_int_t)report->units_total, "analysed",
				      (json_int_t)report->units_analysed, "lines",
				      lines_of(report->analysis->program)));
	json_object_set_new(all, "problems", problems_of(report));
	json_object_set_new(all, "unresolved_indirect_calls",
			    json_integer((json_int_t)report->analysis->unresolved_calls));
	json_dumpf(all, report->out, JSON_INDENT(1));
	fputs("\n", report->out);
	json_decref(all);
}
