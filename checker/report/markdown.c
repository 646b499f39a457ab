// SPDX-License-Identifier: GPL-2.0-only
/* A summary for the page of a CI job: counts, the first findings, what was not analysed. */
#include <string.h>

#include "report/printable.h"
#include "report/report.h"

enum { MOST_FINDINGS = 20, MOST_PROBLEMS = 10, SEVERITIES = SEVERITY_ERROR + 1 };

/* Nothing in it is markup, HTML or the end of a table's cell. */
static const char *plain(struct report *report, const char *text)
{
	return printable_with(&report->arena, text, strlen(text), "\\`*_[]<>|~&@$#");
}

static size_t shown_count(const struct report *report)
{
	return report->nfindings - report->nallowed - report->nunchanged;
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static void heading(struct report *report, const size_t totals[SEVERITIES])
{
	static const char *const names[SEVERITIES] = {"note", "warning", "error"};
	bool any = false;

	fputs("### tophalf: ", report->out);
	for (int severity = SEVERITY_ERROR; severity >= 0; severity--)
		if (totals[severity]) {
			fprintf(report->out, "%s%zu %s%s", any ? ", " : "", totals[severity], names[severity],
				plural(totals[severity]));
			any = true;
		}
	fprintf(report->out, "%s (%s)\n\n", any ? "" : "no findings", profile_name((int)report->analysis->profile));
}

static void incomplete(struct report *report)
{
	size_t count = report->units_total - report->units_analysed;

	if (!count)
		return;
	fprintf(report->out, "**Incomplete: %zu of %zu translation units could not be analysed completely.**\n\n",
		count, report->units_total);
	for (size_t i = 0; i < report->nproblems && i < MOST_PROBLEMS; i++) {
		const struct unit_problem *problem = &report->problems[i];

		fprintf(report->out, "- %s", plain(report, problem_file(report, problem)));
		if (problem->line)
			fprintf(report->out, ":%u", problem->line);
		fprintf(report->out, ": %s\n", plain(report, problem->text));
	}
	if (report->nproblems > MOST_PROBLEMS)
		fprintf(report->out, "- %zu more\n", report->nproblems - MOST_PROBLEMS);
	fputc('\n', report->out);
}

static void table_of_checks(struct report *report, const size_t (*counts)[SEVERITIES])
{
	const struct rules *rules = report->analysis->rules;

	fputs("| check | errors | warnings | notes | what |\n|---|--:|--:|--:|---|\n", report->out);
	for (size_t i = 0; i < rules->nchecks; i++)
		if (counts[i][SEVERITY_ERROR] || counts[i][SEVERITY_WARNING] || counts[i][SEVERITY_NOTE])
			fprintf(report->out, "| %s | %zu | %zu | %zu | %s |\n", plain(report, rules->checks[i].id),
				counts[i][SEVERITY_ERROR], counts[i][SEVERITY_WARNING], counts[i][SEVERITY_NOTE],
				plain(report, rules->checks[i].title));
	fputc('\n', report->out);
}

static void row(struct report *report, struct place place, enum severity severity, const char *text, const char *check)
{
	fprintf(report->out, "| %s:%u | %s | %s | %s |\n", plain(report, place.file), place.line,
		severity_name(severity), plain(report, text), plain(report, check));
}

/* The worst first. */
static void table_of_findings(struct report *report)
{
	const struct rules *rules = report->analysis->rules;
	size_t rows = 0, all = shown_count(report) + report->nremarks;

	fputs("| where | severity | finding | check |\n|---|---|---|---|\n", report->out);
	for (int severity = SEVERITY_ERROR; severity >= 0; severity--) {
		for (size_t i = 0; i < report->nfindings; i++) {
			const struct finding *finding = report->findings[i];

			if ((int)finding->severity == severity && finding_is_shown(report, i) && rows < MOST_FINDINGS) {
				row(report, finding_place(report, finding), finding->severity,
				    finding_message(report, finding), rules->checks[finding->check].id);
				rows++;
			}
		}
		for (size_t i = 0; i < report->nremarks; i++) {
			const struct remark *remark = &report->remarks[i];

			if ((int)remark->severity == severity && rows < MOST_FINDINGS) {
				row(report, remark->place, remark->severity, remark->text, remark->check);
				rows++;
			}
		}
	}
	fputc('\n', report->out);
	if (all > rows)
		fprintf(report->out, "… and %zu more.\n\n", all - rows);
}

void report_markdown(struct report *report)
{
	size_t(*counts)[SEVERITIES] = arena_alloc(&report->arena, report->analysis->rules->nchecks * sizeof *counts);
	size_t totals[SEVERITIES] = {0};

	for (size_t i = 0; i < report->nfindings; i++) {
		const struct finding *finding = report->findings[i];

		if (!finding_is_shown(report, i))
			continue;
		counts[finding->check][finding->severity]++;
		totals[finding->severity]++;
	}
	for (size_t i = 0; i < report->nremarks; i++)
		totals[report->remarks[i].severity]++;
	heading(report, totals);
	incomplete(report);
	if (shown_count(report))
		table_of_checks(report, counts);
	if (shown_count(report) + report->nremarks)
		table_of_findings(report);
	text_summary(report, "");
}
