// SPDX-License-Identifier: GPL-2.0-only
#include "report/verify.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "project/path.h"

/* A finding, where expectations can meet it. */
struct found {
	const struct finding *finding;
	name_id file;
	struct place place;
};

struct difference {
	struct place place;
	size_t number; /* keeps those of one place in order */
	const char *text;
	const struct finding *finding; /* that is not expected, or NULL: */
	const struct expectation *of;  /* whose line's findings are shown, or NULL */
};

struct verification {
	struct report *report;
	struct expectations expectations;
	struct found *found; /* in the order of the report */
	VEC(struct difference) differences;
	struct notes notes;
};

/* ---- words ---- */

static bool is_word(char byte)
{
	return isalnum((unsigned char)byte) || byte == '_' || (byte & 0x80);
}

/* As a whole word. */
static bool contains(const char *text, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
		if ((at == text || !is_word(at[-1])) && !is_word(at[length]))
			return true;
	return false;
}

/* "" where the file is not there any more. */
static const char *source_line(struct verification *v, struct place place)
{
	name_id file = expectations_file(&v->expectations, place.path);
	const char *text = path_read(&v->report->arena, intern_text(&v->expectations.names, file), NULL);

	for (uint32_t line = 1; text && line < place.line; line++) {
		text = strchr(text, '\n');
		text = text ? text + 1 : NULL;
	}
	return text ? arena_strndup(&v->report->arena, text, strcspn(text, "\n")) : "";
}

/* ---- what is said of a line's findings ---- */

static bool has_root(struct verification *v, const struct finding *finding, const char *word)
{
	finding_notes(v->report, finding, &v->notes);
	return contains(v->notes.at[0].text, word) || contains(source_line(v, v->notes.at[0].place), word);
}

static bool has_path(struct verification *v, const struct finding *finding, const struct expectation *expectation)
{
	size_t word = 0;

	finding_notes(v->report, finding, &v->notes);
	for (size_t i = 0; i < v->notes.count && word < expectation->nwords; i++)
		word += contains(v->notes.at[i].text, expectation->words[word]);
	return word == expectation->nwords;
}

static bool on_line(const struct found *found, const struct expectation *expectation)
{
	return found->file == expectation->file && found->place.line == expectation->place.line;
}

/* ---- comparing ---- */

static bool is_expected(const struct verification *v, const struct found *found)
{
	for (size_t i = 0; i < v->expectations.list.count; i++) {
		const struct expectation *expectation = &v->expectations.list.at[i];

		if (expectation->kind == EXPECT_FINDING && on_line(found, expectation) &&
		    expectation->check == found->finding->check && expectation->profiles[v->report->analysis->profile])
			return true;
	}
	return false;
}

static bool is_found(const struct verification *v, const struct expectation *expectation)
{
	for (size_t i = 0; i < v->report->nfindings; i++)
		if (on_line(&v->found[i], expectation) && v->found[i].finding->check == expectation->check)
			return true;
	return false;
}

/* Whether some finding of the line is as the root or path says; all right too where there is none. */
static bool holds(struct verification *v, const struct expectation *expectation)
{
	bool any = false;

	for (size_t i = 0; i < v->report->nfindings; i++) {
		const struct finding *finding = v->found[i].finding;

		if (!on_line(&v->found[i], expectation))
			continue;
		if (expectation->kind == EXPECT_ROOT ? has_root(v, finding, expectation->words[0])
						     : has_path(v, finding, expectation))
			return true;
		any = true;
	}
	return !any;
}

static void differ(struct verification *v, struct difference difference)
{
	difference.number = v->differences.count;
	vec_push(&v->differences, difference);
}

static const char *joined(struct verification *v, const struct expectation *expectation)
{
	const char *text = expectation->words[0];

	for (size_t i = 1; i < expectation->nwords; i++)
		text = arena_printf(&v->report->arena, "%s … %s", text, expectation->words[i]);
	return text;
}

/* Returns how many findings are expected; *met is how many of them there are. */
static size_t compare(struct verification *v, size_t *met)
{
	const struct analysis *analysis = v->report->analysis;
	struct arena *arena = &v->report->arena;
	size_t expected = 0;

	for (size_t i = 0; i < v->expectations.list.count; i++) {
		const struct expectation *expectation = &v->expectations.list.at[i];
		const char *text = NULL;

		if (expectation->kind == EXPECT_FINDING) {
			if (!expectation->profiles[analysis->profile])
				continue;
			expected++;
			if (is_found(v, expectation)) {
				++*met;
				continue;
			}
			text = arena_printf(arena, "expected a finding [%s], there is none",
					    analysis->rules->checks[expectation->check].id);
		} else if (!holds(v, expectation)) {
			text = arena_printf(arena,
					    expectation->kind == EXPECT_ROOT ? "expected a context that begins at %s"
									     : "expected the path %s",
					    joined(v, expectation));
		} else {
			continue;
		}
		differ(v, (struct difference){.place = expectation->place, .text = text, .of = expectation});
	}
	for (size_t i = 0; i < v->report->nfindings; i++) {
		const struct found *found = &v->found[i];

		if (!is_expected(v, found))
			differ(v, (struct difference){.place = found->place,
						      .text = arena_printf(arena, "not expected: %s",
									   finding_headline(v->report, found->finding)),
						      .finding = found->finding});
	}
	return expected;
}

/* ---- printing ---- */

static int by_place(const void *left, const void *right)
{
	const struct difference *a = left, *b = right;
	int files = strcmp(a->place.file, b->place.file);

	if (files)
		return files;
	if (a->place.line != b->place.line)
		return a->place.line < b->place.line ? -1 : 1;
	return a->number < b->number ? -1 : 1;
}

static void print_notes(struct verification *v, const struct finding *finding)
{
	finding_notes(v->report, finding, &v->notes);
	text_notes(v->report, &v->notes);
}

static void print(struct verification *v, const struct difference *difference)
{
	text_line(v->report, difference->place, "error", difference->text);
	if (difference->finding)
		print_notes(v, difference->finding);
	/* what there is instead of the root or path */
	for (size_t i = 0; difference->of && difference->of->kind != EXPECT_FINDING && i < v->report->nfindings; i++) {
		const struct found *found = &v->found[i];

		if (!on_line(found, difference->of))
			continue;
		text_line(v->report, found->place, "note", finding_headline(v->report, found->finding));
		print_notes(v, found->finding);
	}
}

int report_verify(struct report *report, const struct project *project)
{
	struct verification v = {.report = report};
	size_t expected, met = 0;
	int result = -1;

	expectations_read(&v.expectations, report, project);
	if (!v.expectations.mistakes) {
		v.found = arena_array(&report->arena, struct found, report->nfindings);
		for (size_t i = 0; i < report->nfindings; i++) {
			struct place place = finding_place(report, report->findings[i]);

			v.found[i] = (struct found){report->findings[i], expectations_file(&v.expectations, place.path),
						    place};
		}
		expected = compare(&v, &met);
		if (v.differences.count)
			qsort(v.differences.at, v.differences.count, sizeof *v.differences.at, by_place);
		for (size_t i = 0; i < v.differences.count; i++)
			print(&v, &v.differences.at[i]);
		text_summary(report, arena_printf(&report->arena, ", %zu of %zu expected", met, expected));
		result = (int)v.differences.count;
	}
	vec_free(&v.notes);
	vec_free(&v.differences);
	expectations_free(&v.expectations);
	return result;
}
