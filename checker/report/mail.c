// SPDX-License-Identifier: GPL-2.0-only
/*
 * Findings as the body of a mail, as the kernel's test robots write them: a list of what is found, then each finding with
 * its path and the lines of source that the path touches.
 */
#include <string.h>

#include "base/utf8.h"
#include "report/printable.h"
#include "report/report.h"
#include "report/source.h"

enum { AROUND = 3, WIDEST = 160 };

static const char *new_mark(const struct report *report, size_t index)
{
	return report->standings[index].baseline == BASELINE_NEW ? ">> " : "   ";
}

static void line_of(struct report *report, struct place place, enum severity severity, const char *text)
{
	struct arena *arena = &report->arena;

	fprintf(report->out, "%s:%u:%u: %s: %s\n", printable(arena, place.file, strlen(place.file)), place.line,
		place.column, severity_name(severity), printable(arena, text, strlen(text)));
}

static bool any_is_new(const struct report *report)
{
	for (size_t i = 0; i < report->nfindings; i++)
		if (report->standings[i].baseline == BASELINE_NEW)
			return true;
	return false;
}

static void overview(struct report *report)
{
	struct arena *arena = &report->arena;

	fprintf(report->out, "tophalf %s, %s kernel: ", TOPHALF_VERSION, profile_name((int)report->analysis->profile));
	text_summary(report, "");
	if (report->nproblems)
		fputs("\nnot analysed, or not completely:\n\n", report->out);
	for (size_t i = 0; i < report->nproblems; i++) {
		const struct unit_problem *problem = &report->problems[i];
		const char *file = problem_file(report, problem);

		fprintf(report->out, "   %s", printable(arena, file, strlen(file)));
		if (problem->line)
			fprintf(report->out, ":%u:%u", problem->line, problem->column);
		fprintf(report->out, ": %s\n", printable(arena, problem->text, strlen(problem->text)));
	}
	if (report->nfindings == report->nallowed + report->nunchanged && !report->nremarks)
		return;
	fprintf(report->out, "\nfindings%s:\n\n", any_is_new(report) ? " (new ones prefixed by >>)" : "");
	for (size_t i = 0; i < report->nfindings; i++) {
		const struct finding *finding = report->findings[i];

		if (!finding_is_shown(report, i))
			continue;
		fputs(new_mark(report, i), report->out);
		line_of(report, finding_place(report, finding), finding->severity, finding_headline(report, finding));
	}
	for (size_t i = 0; i < report->nremarks; i++) {
		const struct remark *remark = &report->remarks[i];

		fputs("   ", report->out);
		line_of(report, remark->place, remark->severity,
			arena_printf(arena, "%s [%s]", remark->text, remark->check));
	}
}

static void path_of(struct report *report, const struct notes *notes)
{
	struct shortened left_out = shorten_notes(report, notes);
	struct arena *arena = &report->arena;

	for (size_t i = 0; i < notes->count; i++) {
		const struct note *note = &notes->at[i];

		if (i == left_out.first && i < left_out.after)
			fprintf(report->out, "   … %zu more calls\n", left_out.after - left_out.first);
		if (i >= left_out.first && i < left_out.after)
			continue;
		fprintf(report->out, "   %s:%u: %s\n", printable(arena, note->place.file, strlen(note->place.file)),
			note->place.line, printable(arena, note->text, strlen(note->text)));
	}
}

/* ---- source ---- */

static bool on_path(const struct notes *notes, const char *path, uint32_t line)
{
	for (size_t i = 0; i < notes->count; i++)
		if (notes->at[i].place.line == line && !strcmp(notes->at[i].place.path, path))
			return true;
	return false;
}

static bool source_text(struct report *report, const char *path, uint32_t line, bool marked)
{
	struct source_line found = source_line(report, path, line);
	size_t length = found.length > WIDEST ? WIDEST : found.length;

	if (!found.text)
		return false;
	while (length < found.length && length && utf8_continues(found.text[length]))
		length--;
	fprintf(report->out, "%s%5u\t%s%s\n", marked ? "> " : "  ", line, printable(&report->arena, found.text, length),
		length < found.length ? "…" : "");
	return true;
}

/* The lines around the n-th place, with those around the places near it that the path touches as well. Each place is in one
 * excerpt only: the first that reaches it. */
static void excerpt(struct report *report, const struct notes *notes, size_t n, bool *done)
{
	const struct place *place = &notes->at[n].place;
	uint32_t first = place->line, last = place->line;
	const char *name = printable(&report->arena, place->file, strlen(place->file));
	bool grown = true;

	while (grown) {
		grown = false;
		for (size_t i = 0; i < notes->count; i++) {
			const struct place *other = &notes->at[i].place;

			if (done[i] || strcmp(other->path, place->path) != 0 || other->line + 2 * AROUND + 1 < first ||
			    other->line > last + 2 * AROUND + 1)
				continue;
			done[i] = grown = true;
			first = other->line < first ? other->line : first;
			last = other->line > last ? other->line : last;
		}
	}
	if (!place->line || !source_line(report, place->path, place->line).text)
		return;
	fprintf(report->out, "\nvim +%u %s\n\n", place->line, name);
	first = first > AROUND ? first - AROUND : 1;
	for (uint32_t line = first; line <= last + AROUND; line++)
		if (!source_text(report, place->path, line, on_path(notes, place->path, line)))
			break;
}

static void excerpts(struct report *report, const struct notes *notes)
{
	struct shortened left_out = shorten_notes(report, notes);
	bool *done = arena_array(&report->arena, bool, notes->count);

	for (size_t i = left_out.first; i < left_out.after; i++)
		done[i] = true;
	for (size_t i = 0; i < notes->count; i++)
		if (!done[i])
			excerpt(report, notes, i, done);
}

static void finding_in_full(struct report *report, size_t index, struct notes *notes)
{
	const struct finding *finding = report->findings[index];

	fprintf(report->out, "\n-----\n\n%s", new_mark(report, index));
	line_of(report, finding_place(report, finding), finding->severity, finding_headline(report, finding));
	fputc('\n', report->out);
	finding_notes(report, finding, notes);
	path_of(report, notes);
	excerpts(report, notes);
}

void report_mail(struct report *report)
{
	struct notes notes = {0};

	overview(report);
	for (size_t i = 0; i < report->nfindings; i++)
		if (finding_is_shown(report, i))
			finding_in_full(report, i, &notes);
	vec_free(&notes);
}
