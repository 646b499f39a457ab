// SPDX-License-Identifier: GPL-2.0-only
#include "report/allow.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "project/path.h"
#include "report/comment.h"
#include "report/extent.h"
#include "report/pieces.h"

static const char MARK[] = "tophalf:";

struct reading {
	struct allows *into;
	const struct report *report;
	VEC(struct comment_source) sources;
	struct map listed; /* hash of a path to 1 */
};

static uint64_t hash_path(const char *path)
{
	return hash_text(path, strlen(path));
}

/* ---- which files ---- */

static void add_source(struct reading *reading, const char *path)
{
	bool added;

	map_put(&reading->listed, hash_path(path), &added);
	if (added)
		vec_push(&reading->sources,
			 (struct comment_source){.path = path,
						 .name = reading->report->shown_path(reading->report->shown_context,
										     &reading->into->arena, path)});
}

static bool is_local(const struct map *directories, const char *path)
{
	for (size_t length = strlen(path); length; length--)
		if (path[length - 1] == '/' && map_get(directories, hash_text(path, length), 0))
			return true;
	return false;
}

static void add_included(struct reading *reading)
{
	const struct program *program = reading->report->analysis->program;
	struct map directories = {0}, seen = {0};

	for (size_t u = 0; u < program->units.count; u++) {
		const struct facts *facts = &program->units.at[u].facts;
		const char *path = program->units.at[u].outside ? "" : facts_string(facts, facts->units[0].path);

		if (*path != '/')
			continue;
		add_source(reading, path);
		map_put(&directories, hash_text(path, (size_t)(path_name(path) - path)), NULL)[0] = 1;
	}
	for (size_t u = 0; u < program->units.count; u++) {
		const struct facts *facts = &program->units.at[u].facts;

		for (uint32_t i = 0; i < facts->ninputs; i++) {
			const char *path = facts_string(facts, facts->inputs[i].path);
			bool added;

			map_put(&seen, hash_path(path), &added);
			if (added && is_local(&directories, path))
				add_source(reading, path);
		}
	}
	map_free(&directories);
	map_free(&seen);
}

/* ---- places of a finding ---- */

enum { MOST_PLACES = 4 };

struct spot {
	struct place place;
	bool function; /* a whole function, by the place of its name */
};

static struct spot spot_of_function(const struct report *report, uint32_t function)
{
	return (struct spot){step_place(report, function, NONE), true};
}

/* Where it is shown and where it began, each by line and by function. */
static size_t spots_of(const struct report *report, const struct finding *finding, struct spot spots[MOST_PLACES])
{
	const struct program *program = report->analysis->program;
	const struct origin *region = finding->region;
	size_t count = 0;

	spots[count++] = (struct spot){finding_place(report, finding), false};
	spots[count++] = spot_of_function(report, shown_step(report, finding)->function);
	if (region) {
		spots[count++] = (struct spot){step_place(report, region->function, region->event), false};
		spots[count++] = spot_of_function(report, region->function);
	} else {
		if (finding->root)
			spots[count++] =
				(struct spot){program_place(program, finding->root->unit, finding->root->loc), false};
		spots[count++] = spot_of_function(report, finding->function);
	}
	return count;
}

static void add_places(struct reading *reading)
{
	const struct analysis *analysis = reading->report->analysis;

	for (size_t i = 0; i < analysis->findings.count; i++) {
		struct spot spots[MOST_PLACES];
		size_t count = spots_of(reading->report, &analysis->findings.at[i], spots);

		for (size_t s = 0; s < count; s++)
			if (spots[s].place.path[0] == '/')
				add_source(reading, spots[s].place.path);
	}
}

/* ---- what it says ---- */

/* Within a comment. */
struct reader {
	struct cursor cursor;
	struct reading *reading;
	const char *code; /* of the source (extent.h) */
};

/* Blanks, and the asterisks that begin the lines of a long comment. */
static void skip_blanks(struct cursor *cursor)
{
	cursor_skip(cursor, " \t\r\n\f\v*\\");
}

static const char *word(struct cursor *cursor)
{
	skip_blanks(cursor);
	return cursor_word(cursor);
}

static bool take(struct cursor *cursor, char what)
{
	skip_blanks(cursor);
	if (cursor_here(cursor) != what)
		return false;
	cursor->at++;
	return true;
}

static void read_checks(struct reader *reader, struct allow *allow)
{
	const struct rules *rules = reader->reading->report->analysis->rules;
	struct allows *into = reader->reading->into;
	struct cursor *cursor = &reader->cursor;

	do {
		const char *id = word(cursor);
		size_t at = cursor->at - strlen(id), line = at;

		allow->check = rules_check(rules, id);
		while (line && cursor->source->text[line - 1] != '\n')
			line--;
		allow->place = (struct place){
			.file = cursor->source->name,
			.line = 1 + lines_between(cursor->source->text, 0, at),
			.column = (uint32_t)(at - line + 1),
			.macro = "",
			.path = cursor->source->path,
		};
		if (!*id)
			cursor_mistake(cursor, at, 1, "the name of a check expected: allow(CHECK, …) -- REASON");
		else if (allow->check == NO_RULE)
			cursor_mistake(cursor, at, strlen(id),
				       "no check is called \"%s\"; \"tophalf explain\" lists them", id);
		else
			vec_push(&into->list, *allow);
	} while (!cursor->wrong && take(cursor, ','));
	if (!cursor->wrong && !take(cursor, ')'))
		cursor_mistake(cursor, cursor->at, 1, "\")\" expected");
}

/* The rest of the comment, in one line. */
static const char *read_reason(struct cursor *cursor)
{
	const char *text = cursor->source->text;
	char *reason = arena_alloc(cursor->arena, cursor->end - cursor->at + 1), *out = reason;

	while (cursor_here(cursor)) {
		if (isspace((unsigned char)cursor_here(cursor))) {
			bool line_end = false;

			for (; isspace((unsigned char)cursor_here(cursor)); cursor->at++)
				line_end |= cursor_here(cursor) == '\n';
			if (line_end && cursor_here(cursor) == '*')
				cursor->at++;
			else if (cursor_here(cursor) && out > reason && out[-1] != ' ')
				*out++ = ' ';
		} else {
			*out++ = text[cursor->at++];
		}
	}
	while (out > reason && out[-1] == ' ')
		*--out = '\0';
	return reason;
}

static void read_comment(struct reader *reader, const struct piece *comment, uint32_t line)
{
	struct allows *into = reader->reading->into;
	struct cursor *cursor = &reader->cursor;
	struct allow allow = {.file = hash_path(cursor->source->path), .profiles = {true, true}};
	size_t first = into->list.count;
	const char *name, *reason = "";

	skip_blanks(cursor);
	if (cursor->end - cursor->at < strlen(MARK) ||
	    strncmp(cursor->source->text + cursor->at, MARK, strlen(MARK)) != 0)
		return;
	cursor->at += strlen(MARK);
	name = word(cursor);
	if (strcmp(name, "allow") != 0) {
		cursor_mistake(cursor, cursor->at - strlen(name), strlen(name), "allow(CHECK, …) -- REASON expected");
		return;
	}
	allow.extent = extent_of(reader->code, cursor->source->length, comment, line);
	if (take(cursor, '['))
		cursor_profile(cursor, allow.profiles);
	if (!cursor->wrong && !take(cursor, '('))
		cursor_mistake(cursor, cursor->at, 1, "\"(\" expected: allow(CHECK, …) -- REASON");
	if (!cursor->wrong)
		read_checks(reader, &allow);
	if (!cursor->wrong) {
		size_t behind = cursor->at;

		skip_blanks(cursor);
		if (cursor->end - cursor->at >= 2 && !strncmp(cursor->source->text + cursor->at, "--", 2)) {
			cursor->at += 2;
			reason = read_reason(cursor);
		}
		if (!*reason)
			cursor_mistake(cursor, behind, 1, "why is it allowed? \" -- REASON\" expected");
	}
	if (cursor->wrong)
		into->list.count = first;
	for (size_t i = first; i < into->list.count; i++)
		into->list.at[i].reason = reason;
}

/* The text is needed no longer than that: those of a kernel are large, and hardly any says something. */
static void read_source(struct reading *reading, struct comment_source *source)
{
	const struct report *report = reading->report;
	struct allows *into = reading->into;
	struct arena scratch = {0};
	size_t at = 0, counted = 0;
	struct piece comment;
	uint32_t line = 1;

	source->text = report->source_text
			       ? report->source_text(report->shown_context, &scratch, source->path, &source->length)
			       : path_read(&scratch, source->path, &source->length);
	if (!source->text) {
		if (!into->quiet)
			error("%s: cannot be read for what it allows", source->name);
		into->mistakes++;
	} else if (memmem(source->text, source->length, MARK, strlen(MARK))) {
		const char *code = code_of(&scratch, source->text, source->length);

		while (next_comment(source->text, source->length, &at, &comment)) {
			struct reader reader = {
				.cursor = {.source = source,
					   .arena = &into->arena,
					   .mistakes = &into->mistakes,
					   .quiet = into->quiet,
					   .at = comment.inner,
					   .end = comment.after},
				.reading = reading,
				.code = code,
			};

			line += lines_between(source->text, counted, comment.begin);
			counted = comment.begin;
			read_comment(&reader, &comment, line);
		}
	}
	arena_free(&scratch);
	source->text = NULL;
}

void allows_read(struct allows *allows, const struct report *report)
{
	struct reading reading = {.into = allows, .report = report};

	add_included(&reading);
	add_places(&reading);
	if (reading.sources.count)
		qsort(reading.sources.at, reading.sources.count, sizeof *reading.sources.at, comment_source_order);
	for (size_t i = 0; i < reading.sources.count; i++)
		read_source(&reading, &reading.sources.at[i]);
	vec_free(&reading.sources);
	map_free(&reading.listed);
}

void allows_free(struct allows *allows)
{
	vec_free(&allows->list);
	arena_free(&allows->arena);
}

/* ---- what it allows ---- */

const char *allows_finding(struct allows *allows, const struct report *report, const struct finding *finding)
{
	const char *reason = NULL;
	struct spot spots[MOST_PLACES];
	uint64_t files[MOST_PLACES];
	size_t count;

	if (!allows->list.count)
		return NULL;
	count = spots_of(report, finding, spots);
	for (size_t s = 0; s < count; s++)
		files[s] = hash_path(spots[s].place.path);
	for (size_t i = 0; i < allows->list.count; i++) {
		struct allow *allow = &allows->list.at[i];
		bool meets = false;

		if (allow->check != finding->check || !allow->profiles[report->analysis->profile])
			continue;
		for (size_t s = 0; s < count && !meets; s++)
			meets = allow->file == files[s] && spots[s].place.line >= allow->extent.first &&
				spots[s].place.line <= allow->extent.last &&
				(allow->extent.above || !spots[s].function);
		allow->used |= meets;
		if (meets && !reason)
			reason = allow->reason;
	}
	return reason;
}

bool allow_is_unused(const struct allow *allow, const struct report *report)
{
	const struct program *program = report->analysis->program;
	bool analysed = false;

	if (allow->used || !allow->profiles[report->analysis->profile])
		return false;
	for (size_t u = 0; u < program->units.count; u++) {
		const struct facts *facts = &program->units.at[u].facts;

		if (program->units.at[u].outside ||
		    strcmp(facts_string(facts, facts->units[0].path), allow->place.path) != 0)
			continue;
		if (facts->nproblems)
			return false;
		analysed = true;
	}
	return analysed;
}
