// SPDX-License-Identifier: GPL-2.0-only
/* gcc-style text: the operation first, then notes from where the context began down to it. */
#include <string.h>

#include "report/colour.h"
#include "report/printable.h"
#include "report/report.h"

/* The check at the end of a headline has the colour of its severity, as gcc's options have. */
static void coloured_text(struct report *report, const char *kind, const char *text)
{
	const char *check = strrchr(text, '[');
	bool found = report->colour && strcmp(kind, "note") != 0 && check && text[strlen(text) - 1] == ']';
	size_t before = found ? (size_t)(check - text) + 1 : strlen(text);

	fprintf(report->out, "%.*s", (int)before, text);
	if (!found)
		return;
	colour_begin(report->out, true, kind);
	fprintf(report->out, "%.*s", (int)strlen(check) - 2, check + 1);
	colour_end(report->out, true);
	fputc(']', report->out);
}

void text_line(struct report *report, struct place place, const char *kind, const char *text)
{
	FILE *out = report->out;

	colour_begin(out, report->colour, "locus");
	fprintf(out, "%s:%u:%u:", printable(&report->arena, place.file, strlen(place.file)), place.line, place.column);
	colour_end(out, report->colour);
	fputc(' ', out);
	colour_begin(out, report->colour, kind);
	fprintf(out, "%s: ", kind);
	colour_end(out, report->colour);
	coloured_text(report, kind, printable(&report->arena, text, strlen(text)));
	fputc('\n', out);
}

void text_notes(struct report *report, const struct notes *notes)
{
	struct shortened left_out = shorten_notes(report, notes);

	for (size_t i = 0; i < notes->count; i++) {
		if (i == left_out.first && i < left_out.after) {
			fprintf(report->out, "    … %zu more calls (--paths=full shows them)\n",
				left_out.after - left_out.first);
			i = left_out.after - 1;
			continue;
		}
		text_line(report, notes->at[i].place, "note", notes->at[i].text);
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

static void text_of(struct report *report, bool with_notes)
{
	struct notes notes = {0};

	for (size_t i = 0; i < report->nfindings; i++) {
		const struct finding *finding = report->findings[i];

		if (!finding_is_shown(report, i))
			continue;
		text_line(report, finding_place(report, finding), severity_name(finding->severity),
			  finding_headline(report, finding));
		if (!with_notes)
			continue;
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

void report_text(struct report *report)
{
	text_of(report, true);
}

void report_terse(struct report *report)
{
	text_of(report, false);
}
