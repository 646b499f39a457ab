// SPDX-License-Identifier: GPL-2.0-only
/*
 * Findings as GitLab's code quality report. GitLab compares the reports of two branches by fingerprint and has no word for
 * what need not be shown: such findings are left out. What could not be analysed is an issue, too: else nobody would see it.
 */
#include <inttypes.h>
#include <string.h>
#include <xxhash.h>

#include "report/json.h"
#include "report/where.h"

static const char *severity_of(enum severity severity, enum confidence confidence)
{
	if (severity == SEVERITY_ERROR)
		return confidence == CONFIDENCE_HIGH ? "critical" : confidence == CONFIDENCE_MEDIUM ? "major" : "minor";
	return severity == SEVERITY_WARNING ? "minor" : "info";
}

static json_t *issue(struct report *report, const char *check, const char *description, const char *severity,
		     const char *path, uint32_t line)
{
	return json_pack("{so so ss s{so s{si}}}", "check_name", json_text(report, check), "description",
			 json_text(report, description), "severity", severity, "location", "path",
			 json_text(report, base_path(report, path)), "lines", "begin", line ? (int)line : 1);
}

static const char *described(struct report *report, const struct finding *finding, struct notes *notes)
{
	const char *message = finding_message(report, finding);
	const struct note *began;

	finding_notes(report, finding, notes);
	began = &notes->at[0];
	if (notes->count < 2)
		return message;
	return arena_printf(&report->arena, "%s (%s:%u: %s)", message, began->place.file, began->place.line,
			    began->text);
}

static json_t *of_finding(struct report *report, size_t index, struct notes *notes)
{
	const struct finding *finding = report->findings[index];
	struct place place = finding_place(report, finding);
	json_t *entry =
		issue(report, report->analysis->rules->checks[finding->check].id, described(report, finding, notes),
		      severity_of(finding->severity, finding->confidence), place.path, place.line);

	json_object_set_new(entry, "fingerprint", json_string(report->fingerprints[index]));
	return entry;
}

/* Of something that has no fingerprint of its own; no line counts. */
static void add_fingerprint(struct report *report, json_t *entry, const char *path, const char *text)
{
	const char *all = arena_printf(&report->arena, "%s\n%s", base_path(report, path), text);

	json_object_set_new(entry, "fingerprint", json_sprintf("%016" PRIx64, XXH3_64bits(all, strlen(all))));
}

static json_t *of_remark(struct report *report, const struct remark *remark)
{
	json_t *entry = issue(report, remark->check, remark->text, severity_of(remark->severity, CONFIDENCE_HIGH),
			      remark->place.path, remark->place.line);

	add_fingerprint(report, entry, remark->place.path, remark->text);
	return entry;
}

static json_t *of_problem(struct report *report, const struct unit_problem *problem)
{
	json_t *entry = issue(report, "not-analysed", problem->text, "major", problem->path, problem->line);

	add_fingerprint(report, entry, problem->path, problem->text);
	return entry;
}

void report_gitlab(struct report *report)
{
	json_t *all = json_array();
	struct notes notes = {0};

	for (size_t i = 0; i < report->nfindings; i++)
		if (finding_is_shown(report, i))
			json_array_append_new(all, of_finding(report, i, &notes));
	for (size_t i = 0; i < report->nremarks; i++)
		json_array_append_new(all, of_remark(report, &report->remarks[i]));
	for (size_t i = 0; i < report->nproblems; i++)
		json_array_append_new(all, of_problem(report, &report->problems[i]));
	vec_free(&notes);
	json_dumpf(all, report->out, JSON_INDENT(1));
	fputs("\n", report->out);
	json_decref(all);
}
