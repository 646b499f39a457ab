// SPDX-License-Identifier: GPL-2.0-only
#include "report/allow.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "project/path.h"
#include "report/pieces.h"

static const char MARK[] = "tophalf:";

struct source {
	const char *path; /* absolute */
	const char *name; /* as shown */
	char *text;
	size_t length;
	char *code; /* the text with blanks for comments, literals and directives, line by line */
};

struct reading {
	struct allows *into;
	const struct report *report;
	VEC(struct source) sources;
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
		vec_push(&reading->sources, (struct source){
						    .path = path,
						    .name = reading->report->shown_path(reading->report->shown_context,
											&reading->into->arena, path),
					    });
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

static int by_name(const void *left, const void *right)
{
	const struct source *a = left, *b = right;

	return strcmp(a->name, b->name);
}

/* ---- what a comment stands for ---- */

static void blank(char *code, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++)
		if (code[i] != '\n')
			code[i] = ' ';
}

/* A directive ends with a line that no backslash continues. */
static void blank_directives(struct source *source)
{
	bool directive = false;

	for (size_t i = 0; i < source->length;) {
		size_t end = i + strcspn(source->code + i, "\n"), last = end;

		if (!directive)
			directive = source->code[i + strspn(source->code + i, " \t\r\f\v")] == '#';
		while (last > i && source->text[last - 1] == '\r')
			last--;
		if (directive) {
			blank(source->code, i, end);
			directive = last > i && source->text[last - 1] == '\\';
		}
		i = end + 1;
	}
}

static void find_code(struct reading *reading, struct source *source)
{
	struct piece piece;

	source->code = arena_strndup(&reading->into->arena, source->text, source->length);
	for (size_t at = 0; next_piece(source->text, source->length, &at, &piece);)
		if (piece.kind == PIECE_COMMENT)
			blank(source->code, piece.begin, piece.end);
		else if (piece.kind == PIECE_LITERAL)
			memset(source->code + piece.begin, '0', piece.end - piece.begin);
	blank_directives(source);
}

static bool is_blank(const char *text, size_t begin, size_t end)
{
	while (begin < end && isspace((unsigned char)text[begin]))
		begin++;
	return begin >= end;
}

static uint32_t lines_between(const char *text, size_t begin, size_t end)
{
	uint32_t lines = 0;

	for (size_t i = begin; i < end; i++)
		lines += text[i] == '\n';
	return lines;
}

/* Where the statement that begins at `at` ends: at its last character. */
static size_t end_of_statement(const struct source *source, size_t at)
{
	const char *code = source->code;
	size_t depth = 0, i;

	for (i = at; i + 1 < source->length; i++) {
		if (strchr("([", code[i])) {
			depth++;
		} else if (strchr(")]", code[i])) {
			if (!depth--)
				break;
		} else if (strchr("};,", code[i]) ? !depth : code[i] == '{' && !depth) {
			break;
		} else if (code[i] == '\n' && code[i + 1] == '}') { /* whatever brackets #if has torn apart */
			break;
		}
	}
	return i;
}

/* Sets the lines of `allow`, for a comment that begins on `line`. */
static void find_extent(const struct source *source, const struct piece *comment, uint32_t line, struct allow *allow)
{
	size_t begin = comment->begin, end = comment->end;
	uint32_t last = line + lines_between(source->text, begin, end);

	while (begin && source->code[begin - 1] != '\n')
		begin--;
	end += strcspn(source->code + end, "\n");
	if (!is_blank(source->code, begin, comment->begin)) {
		allow->first = allow->last = line;
	} else if (!is_blank(source->code, comment->end, end)) {
		allow->first = allow->last = last;
	} else {
		size_t statement = end + strspn(source->code + end, " \t\r\n\f\v");

		allow->above = true;
		allow->first = last + lines_between(source->text, end, statement);
		allow->last =
			allow->first + lines_between(source->text, statement, end_of_statement(source, statement));
	}
}

/* ---- what it says ---- */

/* Within a comment. */
struct cursor {
	struct reading *reading;
	const struct source *source;
	size_t at, end;
	bool wrong; /* this comment */
};

__attribute__((format(printf, 4, 5))) static void mistake(struct cursor *cursor, size_t at, size_t span,
							  const char *format, ...)
{
	struct allows *into = cursor->reading->into;
	char message[512];
	va_list args;

	cursor->wrong = true;
	into->mistakes++;
	if (into->quiet)
		return;
	va_start(args, format);
	vsnprintf(message, sizeof message, format, args);
	va_end(args);
	error_in_text(cursor->source->name, cursor->source->text, cursor->source->length, at, span, "%s", message);
}

static char here(const struct cursor *cursor)
{
	return cursor->at < cursor->end ? cursor->source->text[cursor->at] : '\0';
}

/* Blanks, and the asterisks that begin the lines of a long comment. */
static void skip_blanks(struct cursor *cursor)
{
	while (isspace((unsigned char)here(cursor)) || (here(cursor) == '*') || here(cursor) == '\\')
		cursor->at++;
}

static const char *word(struct cursor *cursor)
{
	size_t begin;

	skip_blanks(cursor);
	begin = cursor->at;
	while (isalnum((unsigned char)here(cursor)) || here(cursor) == '_' || here(cursor) == '-')
		cursor->at++;
	return arena_strndup(&cursor->reading->into->arena, cursor->source->text + begin, cursor->at - begin);
}

static bool take(struct cursor *cursor, char what)
{
	skip_blanks(cursor);
	if (here(cursor) != what)
		return false;
	cursor->at++;
	return true;
}

static void read_profile(struct cursor *cursor, struct allow *allow)
{
	const char *name = word(cursor);
	int profile = profile_by_name(name);

	if (profile < 0) {
		mistake(cursor, cursor->at - strlen(name), strlen(name),
			"no profile is called \"%s\" (mainline, preempt-rt)", name);
		return;
	}
	memset(allow->profiles, 0, sizeof allow->profiles);
	allow->profiles[profile] = true;
	if (!take(cursor, ']'))
		mistake(cursor, cursor->at, 1, "\"]\" expected");
}

static void read_checks(struct cursor *cursor, struct allow *allow)
{
	const struct rules *rules = cursor->reading->report->analysis->rules;
	struct allows *into = cursor->reading->into;

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
			mistake(cursor, at, 1, "the name of a check expected: allow(CHECK, …) -- REASON");
		else if (allow->check == NO_RULE)
			mistake(cursor, at, strlen(id), "no check is called \"%s\"; \"tophalf explain\" lists them",
				id);
		else
			vec_push(&into->list, *allow);
	} while (!cursor->wrong && take(cursor, ','));
	if (!cursor->wrong && !take(cursor, ')'))
		mistake(cursor, cursor->at, 1, "\")\" expected");
}

/* The rest of the comment, in one line. */
static const char *read_reason(struct cursor *cursor)
{
	const char *text = cursor->source->text;
	char *reason = arena_alloc(&cursor->reading->into->arena, cursor->end - cursor->at + 1), *out = reason;

	while (here(cursor)) {
		if (isspace((unsigned char)here(cursor))) {
			bool line_end = false;

			for (; isspace((unsigned char)here(cursor)); cursor->at++)
				line_end |= here(cursor) == '\n';
			if (line_end && here(cursor) == '*')
				cursor->at++;
			else if (here(cursor) && out > reason && out[-1] != ' ')
				*out++ = ' ';
		} else {
			*out++ = text[cursor->at++];
		}
	}
	while (out > reason && out[-1] == ' ')
		*--out = '\0';
	return reason;
}

static void read_comment(struct cursor *cursor, const struct piece *comment, uint32_t line)
{
	struct allows *into = cursor->reading->into;
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
		mistake(cursor, cursor->at - strlen(name), strlen(name), "allow(CHECK, …) -- REASON expected");
		return;
	}
	find_extent(cursor->source, comment, line, &allow);
	if (take(cursor, '['))
		read_profile(cursor, &allow);
	if (!cursor->wrong && !take(cursor, '('))
		mistake(cursor, cursor->at, 1, "\"(\" expected: allow(CHECK, …) -- REASON");
	if (!cursor->wrong)
		read_checks(cursor, &allow);
	if (!cursor->wrong) {
		size_t behind = cursor->at;

		skip_blanks(cursor);
		if (cursor->end - cursor->at >= 2 && !strncmp(cursor->source->text + cursor->at, "--", 2)) {
			cursor->at += 2;
			reason = read_reason(cursor);
		}
		if (!*reason)
			mistake(cursor, behind, 1, "why is it allowed? \" -- REASON\" expected");
	}
	if (cursor->wrong)
		into->list.count = first;
	for (size_t i = first; i < into->list.count; i++)
		into->list.at[i].reason = reason;
}

static void read_source(struct reading *reading, struct source *source)
{
	const struct report *report = reading->report;
	struct arena *arena = &reading->into->arena;
	size_t at = 0, counted = 0;
	struct piece comment;
	uint32_t line = 1;

	source->text = report->source_text
			       ? report->source_text(report->shown_context, arena, source->path, &source->length)
			       : path_read(arena, source->path, &source->length);
	if (!source->text) {
		if (!reading->into->quiet)
			error("%s: cannot be read for what it allows", source->name);
		reading->into->mistakes++;
		return;
	}
	if (!memmem(source->text, source->length, MARK, strlen(MARK)))
		return;
	find_code(reading, source);
	while (next_comment(source->text, source->length, &at, &comment)) {
		struct cursor cursor = {reading, source, comment.inner, comment.after, false};

		line += lines_between(source->text, counted, comment.begin);
		counted = comment.begin;
		read_comment(&cursor, &comment, line);
	}
}

void allows_read(struct allows *allows, const struct report *report)
{
	struct reading reading = {.into = allows, .report = report};

	add_included(&reading);
	add_places(&reading);
	if (reading.sources.count)
		qsort(reading.sources.at, reading.sources.count, sizeof *reading.sources.at, by_name);
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
			meets = allow->file == files[s] && spots[s].place.line >= allow->first &&
				spots[s].place.line <= allow->last && (allow->above || !spots[s].function);
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
