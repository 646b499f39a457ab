// SPDX-License-Identifier: GPL-2.0-only
/*
 * Findings as a DiagnosticResult of reviewdog. A diagnostic becomes a comment in a review: those that need not be shown are
 * left out, and what could not be analysed is one, too.
 */
#include "report/json.h"
#include "report/where.h"

static const char *severity_of(enum severity severity)
{
	return severity == SEVERITY_ERROR ? "ERROR" : severity == SEVERITY_WARNING ? "WARNING" : "INFO";
}

/* Columns count bytes, here as there. */
static json_t *location(struct report *report, const char *path, uint32_t line, uint32_t column)
{
	json_t *location = json_pack("{so}", "path", json_text(report, base_path(report, path)));

	if (line && column)
		json_object_set_new(location, "range",
				    json_pack("{s{si si}}", "start", "line", (int)line, "column", (int)column));
	else if (line)
		json_object_set_new(location, "range", json_pack("{s{si}}", "start", "line", (int)line));
	return location;
}

static json_t *diagnostic(struct report *report, const char *check, const char *message, enum severity severity,
			  json_t *where)
{
	return json_pack("{so so ss s{so}}", "message", json_text(report, message), "location", where, "severity",
			 severity_of(severity), "code", "value", json_text(report, check));
}

static json_t *related(struct report *report, const struct notes *notes)
{
	json_t *list = json_array();

	for (size_t i = 0; i + 1 < notes->count; i++) {
		const struct note *note = &notes->at[i];

		json_array_append_new(
			list, json_pack("{so so}", "message", json_text(report, note->text), "location",
					location(report, note->place.path, note->place.line, note->place.column)));
	}
	return list;
}

/* A review shows the message alone: it has the path in it. */
static const char *message_of(struct report *report, const struct finding *finding, const struct notes *notes)
{
	const char *message = arena_printf(&report->arena, "%s\n", finding_message(report, finding));

	for (size_t i = 0; i < notes->count; i++) {
		const struct note *note = &notes->at[i];

		message = arena_printf(&report->arena, "%s\n%s:%u: %s", message, note->place.file, note->place.line,
				       note->text);
	}
	return message;
}

static json_t *of_finding(struct report *report, const struct finding *finding, struct notes *notes)
{
	struct place place = finding_place(report, finding);
	json_t *entry, *others;

	finding_notes(report, finding, notes);
	entry = diagnostic(report, report->analysis->rules->checks[finding->check].id,
			   message_of(report, finding, notes), finding->severity,
			   location(report, place.path, place.line, place.column));
	others = related(report, notes);
	if (json_array_size(others))
		json_object_set(entry, "related_locations", others);
	json_decref(others);
	return entry;
}

void report_rdjson(struct report *report)
{
	json_t *list = json_array(), *all;
	struct notes notes = {0};

	for (size_t i = 0; i < report->nfindings; i++)
		if (finding_is_shown(report, i))
			json_array_append_new(list, of_finding(report, report->findings[i], &notes));
	for (size_t i = 0; i < report->nremarks; i++) {
		const struct remark *remark = &report->remarks[i];

		json_array_append_new(list, diagnostic(report, remark->check, remark->text, remark->severity,
						       location(report, remark->place.path, remark->place.line,
								remark->place.column)));
	}
	for (size_t i = 0; i < report->nproblems; i++) {
		const struct unit_problem *problem = &report->problems[i];

		json_array_append_new(list,
				      diagnostic(report, "not-analysed", problem->text, SEVERITY_ERROR,
						 location(report, problem->path, problem->line, problem->column)));
	}
	vec_free(&notes);
	all = json_pack("{s{ss} so}", "source", "name", "tophalf", "diagnostics", list);
	json_dumpf(all, report->out, JSON_INDENT(1));
	fputs("\n", report->out);
	json_decref(all);
}
