// SPDX-License-Identifier: GPL-2.0-only
/* gcc-style text: the operation first, then notes from where the context began down to it. */
#include "report/report.h"

void text_line(struct report *report, struct place place, const char *kind, const char *text)
{
	fprintf(report->out, "%s:%u:%u: %s: %s\n", place.file, place.line, place.column, kind, text);
}

/* Of a long path only the calls at its ends. */
void text_notes(struct report *report, const struct notes *notes)
{
	enum { FIRST = 3, LAST = 3 };
	size_t count = 0, index = 0;

	for (size_t i = 0; i < notes->count; i++)
		count += notes->at[i].call;
	for (size_t i = 0; i < notes->count; i++) {
		const struct note *note = &notes->at[i];
		size_t call = note->call ? index++ : 0;

		if (note->call && !report->full_paths && count > FIRST + LAST + 1 && call >= FIRST &&
		    call < count - LAST) {
			if (call == FIRST)
				fprintf(report->out, "    … %zu more calls (--paths=full shows them)\n",
					count - FIRST - LAST);
			continue;
		}
		text_line(report, note->place, "note", note->text);
	}
}

static void in_brackets(struct report *report, size_t *before, size_t count, const char *what)
{
	if (count)
		fprintf(report->out, "%s%zu %s", (*before)++ ? ", " : " (", count, what);
}

void text_summary(struct report *report, const char *more)
{
	size_t shown = report->nfindings - report->nallowed - report->nunchanged, before = 0;

	fprintf(report->out, "%zu of %zu translation units analysed, %u indirect calls unresolved, %zu finding%s",
		report->units_analysed, report->units_total, report->analysis->unresolved_calls, shown,
		shown == 1 ? "" : "s");
	in_brackets(report, &before, report->nhidden, "more of lower confidence");
	in_brackets(report, &before, report->nleft_out, "left out by the configuration");
	in_brackets(report, &before, report->nallowed, "allowed");
	in_brackets(report, &before, report->nunchanged, "known before");
	fprintf(report->out, "%s%s\n", before ? ")" : "", more);
}

void report_text(struct report *report)
{
	struct notes notes = {0};

	for (size_t i = 0; i < report->nfindings; i++) {
		const struct finding *finding = report->findings[i];

		if (!finding_is_shown(report, i))
			continue;
		text_line(report, finding_place(report, finding), severity_name(finding->severity),
			  finding_headline(report, finding));
		finding_notes(report, finding, &notes);
		text_notes(report, &notes);
	}
	vec_free(&notes);
	for (size_t i = 0; i < report->nremarks; i++) {
		const struct remark *remark = &report->remarks[i];

		text_line(report, remark->place, severity_name(remark->severity),
			  arena_printf(&report->arena, "%s [%s]", remark->text, remark->check));
	}
	text_summary(report, "");
}
