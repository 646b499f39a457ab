// SPDX-License-Identifier: GPL-2.0-only
/* Paths of findings as one graph for Graphviz, a cluster for each. */
#include <string.h>

#include "base/diag.h"
#include "report/printable.h"
#include "report/report.h"

/* As the inside of a string of a label: Graphviz reads escapes and entities there. */
static const char *label(struct arena *arena, const char *text)
{
	const char *quoted = printable(arena, text, strlen(text));
	char *out = arena_alloc(arena, strlen(quoted) * 5 + 1), *end = out;

	for (; *quoted; quoted++) {
		if (*quoted == '&') {
			end = stpcpy(end, "&amp;");
			continue;
		}
		if (strchr("\"\\", *quoted))
			*end++ = '\\';
		*end++ = *quoted;
	}
	return out;
}

static const char *place_text(struct arena *arena, struct place place)
{
	return arena_printf(arena, "%s:%u", place.file, place.line);
}

/* Two lines, the second of which may be empty. */
static void node(struct report *report, size_t cluster, size_t number, const char *first, const char *second,
		 const char *style)
{
	struct arena *arena = &report->arena;

	fprintf(report->out, "\t\tn%zu_%zu [label=\"%s%s%s\"%s];\n", cluster, number, label(arena, first),
		*second ? "\\n" : "", label(arena, second), style);
}

static void edge(struct report *report, size_t cluster, size_t from, const char *text, bool indirect)
{
	fprintf(report->out, "\t\tn%zu_%zu -> n%zu_%zu [label=\"%s\"%s];\n", cluster, from, cluster, from + 1,
		label(&report->arena, text), indirect ? ", style=dashed" : "");
}

/* Where the context began, and an edge from there to the function that runs in it. */
static void began(struct report *report, size_t cluster, const struct finding *finding)
{
	static const char style[] = ", style=filled, fillcolor=\"#dbe9f9\"";
	struct arena *arena = &report->arena;
	const struct origin *origin = finding->region;
	const char *title = root_title(report, finding);

	if (origin && origin->event != NONE) {
		struct step step = {.function = origin->function, .event = origin->event, .slot = NONE};
		struct place place = step_place(report, step.function, step.event);

		node(report, cluster, 0, title,
		     arena_printf(arena, "%s() at %s", *place.macro ? place.macro : step_operation(report, &step),
				  place_text(arena, place)),
		     style);
		edge(report, cluster, 0, "held in", false);
	} else if (origin) {
		node(report, cluster, 0, title, "by declaration", style);
		edge(report, cluster, 0, "held in", false);
	} else if (finding->root) {
		struct place place = root_place(report, finding->root);

		node(report, cluster, 0, title, "", style);
		edge(report, cluster, 0,
		     arena_printf(arena, "%s at %s", root_written(report->analysis->program, finding->root),
				  place_text(arena, place)),
		     false);
	} else {
		node(report, cluster, 0, "called", "", style);
		edge(report, cluster, 0, "", false);
	}
}

static void cluster_of(struct report *report, size_t cluster, const struct finding *finding)
{
	const struct program *program = report->analysis->program;
	struct arena *arena = &report->arena;
	const struct step *step;
	size_t number = 1;

	fprintf(report->out, "\tsubgraph cluster_%zu {\n\t\tlabel=\"%s\";\n", cluster,
		label(arena, arena_printf(arena, "%s: %s", place_text(arena, finding_place(report, finding)),
					  finding_headline(report, finding))));
	began(report, cluster, finding);
	for (step = finding->path; step; step = step->next, number++) {
		struct place place = step_place(report, step->function, step->event);
		const char *at = place_text(arena, place);
		bool indirect = step->slot != NONE;

		node(report, cluster, number, arena_printf(arena, "%s()", function_name(program, step->function)), "",
		     "");
		if (indirect)
			at = arena_printf(arena, "%s through %s", at, field_title(program, arena, step->slot));
		edge(report, cluster, number, at, indirect);
	}
	node(report, cluster, number, arena_printf(arena, "%s()", step_operation(report, finding_sink(finding))), "",
	     finding->severity == SEVERITY_ERROR ? ", style=filled, fillcolor=\"#f9d6d5\""
						 : ", style=filled, fillcolor=\"#fbeed0\"");
	fputs("\t}\n", report->out);
}

void report_dot(struct report *report)
{
	char *summary = NULL;
	size_t length = 0;
	FILE *out = report->out;

	report->out = open_memstream(&summary, &length);
	if (!report->out)
		die("out of memory");
	text_summary(report, "");
	fclose(report->out);
	report->out = out;
	fprintf(out,
		"digraph tophalf {\n"
		"\tgraph [charset=\"UTF-8\", fontname=\"sans-serif\", labeljust=l, label=\"%s\"];\n"
		"\tnode [shape=box, fontname=\"sans-serif\"];\n"
		"\tedge [fontname=\"sans-serif\", fontsize=10];\n",
		label(&report->arena, arena_strndup(&report->arena, summary, length ? length - 1 : 0)));
	free(summary);
	for (size_t i = 0; i < report->nfindings; i++)
		if (finding_is_shown(report, i))
			cluster_of(report, i, report->findings[i]);
	fputs("}\n", out);
}
