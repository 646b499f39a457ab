// SPDX-License-Identifier: GPL-2.0-only
#include "cli/contexts_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum {
	GAP = 2,
	WIDEST_NAME = 36, /* a longer one has a line to itself: one long name must not push all rows off the screen */
};

/* A registration, and the contexts it leads to; root NULL: no registration is known. */
struct line {
	const struct root *root;
	const char *contexts, *where, *written;
};

struct row {
	uint32_t function;
	const char *name, *file;
	uint32_t at; /* line in the file */
	struct line *lines;
	size_t nlines;
};

struct widths {
	size_t name, contexts, where, written;
};

static size_t columns(const char *text)
{
	return utf8_columns(text, strlen(text));
}

static void widen(size_t *width, const char *text)
{
	if (columns(text) > *width)
		*width = columns(text);
}

static void pad(const char *text, size_t width)
{
	size_t used = columns(text);

	printf("%s%*s", text, (int)((used < width ? width - used : 0) + GAP), "");
}

static bool same_registration(const struct root *a, const struct root *b)
{
	return a->function == b->function && a->unit == b->unit && a->loc == b->loc;
}

static struct line *line_of(struct row *row, const struct root *root)
{
	for (size_t i = 0; i < row->nlines; i++)
		if (same_registration(row->lines[i].root, root))
			return &row->lines[i];
	return NULL;
}

static void fill(struct session *session, const struct analysis *analysis, struct row *row)
{
	struct arena *arena = &session->arena;
	const struct program *program = analysis->program;
	size_t count = analysis->tags[row->function].count;

	row->lines = arena_array(arena, struct line, count ? count : 1);
	for (int context = 0; (size_t)context < analysis->rules->ncontexts; context++) {
		const struct root *root = root_of_tag(analysis, row->function, context);
		const char *title = analysis->rules->contexts[context].title;
		struct line *line = root ? line_of(row, root) : NULL;
		struct place place;

		if (!root)
			continue;
		if (line) {
			line->contexts = arena_printf(arena, "%s, %s", line->contexts, title);
			continue;
		}
		place = program_place(program, root->unit, root->loc);
		row->lines[row->nlines++] = (struct line){
			.root = root,
			.contexts = title,
			.where = arena_printf(arena, "%s:%u", shown_path(session, arena, place.file), place.line),
			.written = root_written(program, root),
		};
	}
	/* one list over all lines */
	for (size_t i = 0; i + 1 < row->nlines; i++)
		row->lines[i].contexts = arena_printf(arena, "%s,", row->lines[i].contexts);
	if (!row->nlines)
		row->lines[row->nlines++] = (struct line){NULL, "no known caller", "", ""};
}

static int by_place(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int files = strcmp(x->file, y->file);

	if (files)
		return files;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->function < y->function ? -1 : x->function > y->function;
}

static void print_row(const struct program *program, const struct row *row, const struct widths *widths)
{
	bool apart = columns(row->name) > widths->name;

	if (apart)
		puts(row->name);
	for (size_t i = 0; i < row->nlines; i++) {
		const struct line *line = &row->lines[i];
		bool called = line->root && line->root->function != row->function;

		pad(i || apart ? "" : row->name, widths->name);
		if (!line->root) {
			puts(line->contexts);
			continue;
		}
		pad(line->contexts, widths->contexts);
		pad(line->where, widths->where);
		if (called)
			pad(line->written, widths->written);
		else
			fputs(line->written, stdout);
		if (called)
			printf("for %s()", function_name(program, line->root->function));
		putchar('\n');
	}
}

void contexts_table(struct session *session, const struct analysis *analysis, uint32_t *functions, size_t count)
{
	const struct program *program = analysis->program;
	struct row *rows = arena_array(&session->arena, struct row, count ? count : 1);
	struct widths widths = {columns("function"), columns("contexts"), 0, 0};

	for (size_t i = 0; i < count; i++) {
		const struct function *f = &program->functions.at[functions[i]];
		struct place place = program_place(program, f->unit, f->facts->loc);
		struct row *row = &rows[i];

		row->function = functions[i];
		row->name = arena_printf(&session->arena, "%s()", function_name(program, functions[i]));
		row->file = shown_path(session, &session->arena, place.file);
		row->at = place.line;
		fill(session, analysis, row);
		if (columns(row->name) <= WIDEST_NAME)
			widen(&widths.name, row->name);
		for (size_t l = 0; l < row->nlines; l++) {
			widen(&widths.contexts, row->lines[l].contexts);
			widen(&widths.where, row->lines[l].where);
			widen(&widths.written, row->lines[l].written);
		}
	}
	qsort(rows, count, sizeof *rows, by_place);
	pad("function", widths.name);
	pad("contexts", widths.contexts);
	puts("registered where");
	for (size_t i = 0; i < count; i++) {
		if (!i || strcmp(rows[i].file, rows[i - 1].file) != 0)
			printf("\n%s\n", rows[i].file);
		print_row(program, &rows[i], &widths);
	}
}
