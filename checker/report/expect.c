// SPDX-License-Identifier: GPL-2.0-only
#include "report/expect.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "project/path.h"
#include "report/comment.h"
#include "report/pieces.h"

/* A file that is read. */
struct source {
	struct comment_source as; /* first: it is sorted by that */
	name_id file;
};

struct reading {
	struct expectations *into;
	struct report *report;
	VEC(struct source) sources;
	struct map listed;      /* file to 1: it is one of the sources, or need not be asked about again */
	struct map directories; /* directory of a source file of the run, to 1 */
};

/* ---- which files ---- */

name_id expectations_file(struct expectations *expectations, const char *path)
{
	struct interns *names = &expectations->names;
	bool added;
	uint32_t *file = map_put(&expectations->files, intern(names, path), &added);

	if (added) {
		struct arena scratch = {0};
		const char *whole = path, *directory = path_real(&scratch, path_directory(&scratch, path));

		/* A file that is a link itself counts where the link is, as compilers see it. */
		if (directory)
			whole = path_absolute(&scratch, directory, path_name(whole));
		*file = intern(names, whole);
		arena_free(&scratch);
	}
	return *file;
}

static void add_source(struct reading *reading, name_id file)
{
	const char *path = intern_text(&reading->into->names, file);
	bool added;

	*map_put(&reading->listed, file, &added) = 1;
	if (added)
		vec_push(&reading->sources,
			 (struct source){
				 .as = {.path = path,
					.name = reading->report->shown_path(reading->report->shown_context,
									    &reading->into->arena, path)},
				 .file = file,
			 });
}

static bool is_local(const struct reading *reading, struct arena *scratch, const char *path)
{
	const struct interns *names = &reading->into->names;

	do {
		name_id directory;

		path = path_directory(scratch, path);
		directory = intern_find(names, path);
		if (directory != UINT32_MAX && map_get(&reading->directories, directory, 0))
			return true;
	} while (strcmp(path, "/") != 0);
	return false;
}

static void find_sources(struct reading *reading, const struct project *project)
{
	const struct program *program = reading->report->analysis->program;
	struct expectations *into = reading->into;
	struct arena scratch = {0};

	for (size_t i = 0; i < project->count; i++) {
		name_id file = expectations_file(into, project->commands[i].file);
		name_id directory = intern(&into->names, path_directory(&scratch, intern_text(&into->names, file)));

		add_source(reading, file);
		*map_put(&reading->directories, directory, NULL) = 1;
	}
	for (size_t u = 0; u < program->units.count; u++) {
		const struct facts *facts = &program->units.at[u].facts;

		for (uint32_t i = 0; i < facts->ninputs; i++) {
			name_id file = expectations_file(into, facts_string(facts, facts->inputs[i].path));
			const char *path = intern_text(&into->names, file);

			if (map_get(&reading->listed, file, 0))
				continue;
			if (is_local(reading, &scratch, path) && path_is_file(path))
				add_source(reading, file);
			*map_put(&reading->listed, file, NULL) = 1;
		}
	}
	arena_free(&scratch);
}

/* Within one source. */
struct reader {
	struct cursor cursor;
	struct reading *reading;
	name_id file;
	uint32_t line;
	size_t line_start;
};

/* ---- expectations ---- */

static void add(struct reader *reader, struct expectation expectation, size_t at)
{
	struct expectations *into = reader->reading->into;
	const struct rules *rules = reader->reading->report->analysis->rules;

	expectation.file = reader->file;
	expectation.at = at;
	expectation.place = (struct place){.file = reader->cursor.source->name,
					   .line = reader->line,
					   .column = (uint32_t)(at - reader->line_start + 1),
					   .macro = ""};
	for (size_t i = into->list.count; i-- > 0;) {
		const struct expectation *other = &into->list.at[i];

		if (other->file != expectation.file || other->place.line != reader->line)
			break;
		for (int p = 0; expectation.kind == EXPECT_FINDING && p < PROFILE_COUNT; p++)
			if (other->kind == EXPECT_FINDING && other->check == expectation.check && other->profiles[p] &&
			    expectation.profiles[p]) {
				cursor_mistake(&reader->cursor, at, reader->cursor.at - at,
					       "[%s] is expected on this line already",
					       rules->checks[expectation.check].id);
				return;
			}
	}
	vec_push(&into->list, expectation);
}

/* What follows the colon: words between commas and blanks. */
static void read_words(struct reader *reader, struct expectation *expectation)
{
	const struct rules *rules = reader->reading->report->analysis->rules;
	struct cursor *cursor = &reader->cursor;
	size_t colon = cursor->at++, first = 0, nwords = 0;

	expectation->words = arena_array(cursor->arena, const char *, (cursor->end - cursor->at) / 2 + 1);
	for (cursor_skip(cursor, ", \t"); cursor_here(cursor); cursor_skip(cursor, ", \t")) {
		size_t begin = cursor->at;
		const char *text = cursor_word(cursor);

		if (cursor_here(cursor) && !strchr(", \t", cursor_here(cursor))) {
			cursor_mistake(cursor, cursor->at, 1,
				       strchr("\r\n", cursor_here(cursor))
					       ? "an expectation ends on the line on which it begins"
					       : "only words and commas can be expected");
			return;
		}
		if (!nwords++)
			first = begin;
		expectation->words[expectation->nwords++] = text;
		if (expectation->kind == EXPECT_ROOT && nwords > 1) {
			cursor_mistake(cursor, begin, cursor->at - begin, "expect-root takes one word");
			return;
		}
		if (expectation->kind != EXPECT_FINDING)
			continue;
		expectation->nwords = 0;
		expectation->check = rules_check(rules, text);
		if (expectation->check == NO_RULE)
			cursor_mistake(cursor, begin, cursor->at - begin,
				       "no check is called \"%s\"; \"tophalf explain\" lists them", text);
		else
			add(reader, *expectation, begin);
	}
	if (!nwords)
		cursor_mistake(cursor, colon, 1, "nothing is expected");
	else if (expectation->kind != EXPECT_FINDING)
		add(reader, *expectation, first);
}

/* "[preempt-rt]", or nothing. */
static bool take_profile(struct cursor *cursor, struct expectation *expectation)
{
	if (cursor_here(cursor) != '[')
		return true;
	cursor->at++;
	return cursor_profile(cursor, expectation->profiles);
}

static void read_comment(struct reader *reader, bool slashes)
{
	struct cursor *cursor = &reader->cursor;
	static const char *const kinds[] = {"expect", "expect-root", "expect-path"};
	struct expectation expectation = {.profiles = {true, true}};
	size_t start = cursor->at, begin;
	const char *name;
	int kind = 0;

	cursor_skip(cursor, " \t");
	begin = cursor->at;
	name = cursor_word(cursor);
	cursor_skip(cursor, " \t");
	if (strncmp(name, "expect", 6) != 0 || (cursor_here(cursor) != ':' && cursor_here(cursor) != '['))
		return;
	while (kind <= EXPECT_PATH && strcmp(name, kinds[kind]) != 0)
		kind++;
	expectation.kind = (enum expectation_kind)kind;
	if (kind > EXPECT_PATH) {
		cursor_mistake(cursor, begin, strlen(name),
			       "no expectation is called \"%s\" (expect, expect-root, expect-path)", name);
	} else if (slashes) {
		cursor_mistake(cursor, start - 2, 2, "an expectation stands between /* and */");
	} else if (cursor_here(cursor) == '[' && kind != EXPECT_FINDING) {
		cursor_mistake(cursor, cursor->at, 1, "%s holds under every profile", name);
	} else if (take_profile(cursor, &expectation)) {
		if (cursor_here(cursor) == ':')
			read_words(reader, &expectation);
		else
			cursor_mistake(cursor, cursor->at, 1, "\":\" expected");
	}
}

/* Roots and paths say more about findings, so there have to be some. */
static void check_lines(struct reader *reader, size_t first)
{
	const struct expectations *into = reader->reading->into;

	for (size_t i = first; i < into->list.count; i++) {
		const struct expectation *one = &into->list.at[i];
		bool announced = false;

		for (size_t j = first; j < into->list.count && !announced; j++)
			announced = into->list.at[j].kind == EXPECT_FINDING &&
				    into->list.at[j].place.line == one->place.line;
		if (!announced)
			cursor_mistake(&reader->cursor, one->at, strlen(one->words[0]),
				       "no finding is expected on this line");
	}
}

static void read_source(struct reading *reading, struct source *source)
{
	struct expectations *into = reading->into;
	struct reader reader = {
		.cursor = {.source = &source->as, .arena = &into->arena, .mistakes = &into->mistakes},
		.reading = reading,
		.file = source->file,
		.line = 1,
	};
	size_t first = into->list.count, at = 0, counted = 0;
	struct piece comment;

	source->as.text = path_read(&into->arena, source->as.path, &source->as.length);
	if (!source->as.text) {
		error("%s: cannot be read for what it expects", source->as.name);
		into->mistakes++;
		return;
	}
	while (next_comment(source->as.text, source->as.length, &at, &comment)) {
		for (; counted < comment.inner; counted++)
			if (source->as.text[counted] == '\n') {
				reader.line++;
				reader.line_start = counted + 1;
			}
		reader.cursor.at = comment.inner;
		reader.cursor.end = comment.after;
		read_comment(&reader, comment.slashes);
	}
	check_lines(&reader, first);
}

void expectations_read(struct expectations *expectations, struct report *report, const struct project *project)
{
	struct reading reading = {.into = expectations, .report = report};

	find_sources(&reading, project);
	if (reading.sources.count)
		qsort(reading.sources.at, reading.sources.count, sizeof *reading.sources.at, comment_source_order);
	for (size_t i = 0; i < reading.sources.count; i++)
		read_source(&reading, &reading.sources.at[i]);
	vec_free(&reading.sources);
	map_free(&reading.listed);
	map_free(&reading.directories);
}

void expectations_free(struct expectations *expectations)
{
	vec_free(&expectations->list);
	map_free(&expectations->files);
	interns_free(&expectations->names);
	arena_free(&expectations->arena);
}
