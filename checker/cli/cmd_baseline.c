// SPDX-License-Identifier: GPL-2.0-only
/* tophalf baseline: the findings of today in a file, what became of those in it, and which are new. */
#include <string.h>

#include "base/diag.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "project/path.h"
#include "report/baseline.h"

enum action { CREATE, UPDATE, PRUNE, EXPLAIN, NACTIONS };

static const char *const actions[NACTIONS] = {"create", "update", "prune", "explain"};

enum { ACTION, FILE_NAME, NWORDS };

static enum action action_of(const struct options *options)
{
	enum action action = CREATE;

	while (action < NACTIONS && strcmp(options->words[ACTION], actions[action]) != 0)
		action++;
	return action;
}

/* ---- what can be said of a file ---- */

/* The files that this run saw, as reports show them. */
static void note_files(struct map *files, struct session *session)
{
	const struct program *program = &session->program;

	for (size_t u = 0; u < program->units.count; u++) {
		const struct facts *facts = &program->units.at[u].facts;

		for (uint32_t i = 0; !program->units.at[u].outside && i < facts->ninputs; i++) {
			const char *path =
				shown_path(session, &session->arena, facts_string(facts, facts->inputs[i].path));

			*map_put(files, hash_text(path, strlen(path)), NULL) = 1;
		}
	}
}

struct seen {
	const struct report *report;
	struct map files;
};

/* What is not found is gone if its file was looked at, or is not there any more. */
static bool is_gone(void *context, const char *file)
{
	const struct seen *seen = context;

	return map_get(&seen->files, hash_text(file, strlen(file)), 0) ||
	       !seen->report->is_file(seen->report->shown_context, file);
}

/* ---- explain ---- */

static const char *times(struct report *report, uint32_t count, uint32_t of)
{
	if (of == 1)
		return "";
	return count == of ? arena_printf(&report->arena, " (%u)", of)
			   : arena_printf(&report->arena, " (%u of %u)", count, of);
}

static void list_entries(struct report *report, const struct baseline *baseline, struct seen *seen, const char *title,
			 bool gone)
{
	bool any = false;

	for (size_t i = 0; i < baseline->entries.count; i++) {
		const struct baseline_entry *entry = &baseline->entries.at[i];

		if (!entry->left || is_gone(seen, entry->file) != gone)
			continue;
		if (!any)
			fprintf(report->out, "%s:\n", title);
		any = true;
		fprintf(report->out, "  %s: %s [%s]%s\n", entry->file, entry->message, entry->rule,
			times(report, entry->left, entry->count));
	}
}

static void explain(struct report *report, const struct baseline *baseline, struct seen *seen)
{
	bool any = false;

	list_entries(report, baseline, seen, "gone", true);
	list_entries(report, baseline, seen, "in files that were not looked at", false);
	for (size_t i = 0; i < report->nfindings; i++) {
		struct place place = finding_place(report, report->findings[i]);

		if (!finding_is_shown(report, i))
			continue;
		if (!any)
			fputs("new:\n", report->out);
		any = true;
		fprintf(report->out, "  %s:%u:%u: %s\n", place.file, place.line, place.column,
			finding_headline(report, report->findings[i]));
	}
}

/* ---- the others ---- */

static size_t count_left(const struct baseline *baseline)
{
	size_t left = 0;

	for (size_t i = 0; i < baseline->entries.count; i++)
		left += baseline->entries.at[i].left;
	return left;
}

static int write_baseline(struct session *session, const struct baseline *baseline, const char *path)
{
	if (baseline_write(baseline, path))
		return EXIT_USAGE;
	return session->failed ? EXIT_INCOMPLETE : EXIT_CLEAN;
}

static int create(struct session *session, struct report *report, const char *path)
{
	struct baseline baseline = {0};
	int code;

	baseline_of(&baseline, report);
	code = write_baseline(session, &baseline, path);
	if (code != EXIT_USAGE)
		fprintf(report->out, "%s: %zu findings in %zu entries\n", path, baseline_size(&baseline),
			baseline.entries.count);
	baseline_free(&baseline);
	return code;
}

static int change(struct session *session, struct report *report, struct baseline *baseline, struct seen *seen,
		  enum action action)
{
	const char *path = session->options->words[FILE_NAME];
	struct baseline news = {0};
	size_t gone = 0, added = 0;
	int code;

	/* Of a part of the project nobody can tell what is gone: what leads there may be in another. */
	if (report->whole)
		gone = baseline_prune(baseline, is_gone, seen);
	if (action == UPDATE) {
		baseline_of(&news, report);
		added = baseline_size(&news);
		baseline_add(baseline, &news);
		baseline_free(&news);
	}
	code = write_baseline(session, baseline, path);
	if (code != EXIT_USAGE)
		fprintf(report->out, "%s: %zu gone, %zu new, %zu findings in %zu entries\n", path, gone, added,
			baseline_size(baseline), baseline->entries.count);
	return code;
}

static int look(struct session *session, struct report *report, struct baseline *baseline, enum action action)
{
	const char *path = session->options->words[FILE_NAME];
	struct seen seen = {.report = report};
	size_t left = count_left(baseline);
	int code;

	note_files(&seen.files, session);
	if (action == EXPLAIN) {
		explain(report, baseline, &seen);
		fprintf(report->out, "%s: %zu findings in %zu entries; %zu found again, %zu not, %zu new\n", path,
			baseline_size(baseline), baseline->entries.count, report->nunchanged, left,
			report->nfindings - report->nallowed - report->nunchanged);
		code = session->failed ? EXIT_INCOMPLETE : EXIT_CLEAN;
	} else if (session->failed) {
		error("%s stays as it is: what could not be analysed would seem to be gone", path);
		code = EXIT_INCOMPLETE;
	} else if (action == PRUNE && !report->whole) {
		error("prune: of a part of the project nobody can tell what is gone: name no files");
		code = EXIT_USAGE;
	} else {
		code = change(session, report, baseline, &seen, action);
	}
	map_free(&seen.files);
	return code;
}

static int answer(struct session *session, struct analysis *analysis)
{
	enum action action = action_of(session->options);
	struct report report = session_report(session, analysis);
	int code = EXIT_USAGE;

	report.allows = true;
	report.whole = session->options->has_flags || session->options->nwords == NWORDS;
	report_prepare(&report);
	if (!report.mistakes)
		code = action == CREATE ? create(session, &report, session->options->words[FILE_NAME])
					: look(session, &report, &session->baseline, action);
	report_free(&report);
	return code;
}

int cmd_baseline(const struct options *options)
{
	struct options own = *options;

	if (options->nwords < NWORDS || action_of(options) == NACTIONS) {
		error("usage: tophalf baseline create|update|prune|explain FILE [OPTION…] [FILE|DIR…]");
		return EXIT_USAGE;
	}
	if (action_of(options) != CREATE)
		own.baseline = options->words[FILE_NAME];
	else if (path_is_file(options->words[FILE_NAME])) {
		error("%s is there already: \"tophalf baseline update\" brings it up to date",
		      options->words[FILE_NAME]);
		return EXIT_USAGE;
	}
	return with_analysis(&own, options->words + NWORDS, options->nwords - NWORDS, answer);
}
