// SPDX-License-Identifier: GPL-2.0-only
/*
 * --diff REV: what the sources have at a revision is known; what the change since brings is not.
 *
 *	git ──▶ overlay ──▶ a session on the same commands, seen through it ──▶ its findings ──▶ baseline of this session
 *
 * The commands of compilation are those of today: a source that was not there then is left out, one that was renamed is
 * compiled as it is under its new name.
 */
#include <string.h>

#include "base/diag.h"
#include "cli/remember.h"
#include "cli/session.h"
#include "project/git.h"
#include "project/path.h"

/* ---- the repository ---- */

/* A directory of the sources that is in one; that of the project, or of the first unit that has one. */
static const char *sources_directory(struct session *session)
{
	const struct project *project = &session->project;
	struct arena *arena = &session->arena;
	const char *directory = NULL;

	if (project->root && *project->root) {
		directory = path_real(arena, project->root);
		if (directory && git_work_tree(arena, directory))
			return directory;
	}
	for (size_t i = 0; i < project->count; i++) {
		const char *file = path_real(arena, project->commands[i].file);

		if (!file)
			continue;
		directory = path_directory(arena, file);
		if (git_work_tree(arena, directory))
			return directory;
	}
	return directory;
}

/* ---- the units of that time ---- */

/* Those of today are analysed without what has been removed, which a database may still name. */
static void drop_removed(struct session *session, const struct git_past *git)
{
	struct project *project = &session->project;
	size_t kept = 0;

	for (size_t i = 0; i < project->count; i++) {
		const struct overlay_file *file = overlay_find(&git->overlay, project->commands[i].file);

		if (!file || !file->gone)
			project->commands[kept++] = project->commands[i];
		else if (!session->options->moved)
			warning("%s: removed since %s, and still among what is compiled: left out",
				shown_path(session, &session->arena, file->path), git->revision);
	}
	project->count = kept;
	if (session->options->moved)
		project_drop_lost(project);
}

static void take_units(struct session *past, const struct project *now, bool moved, const struct git_past *git)
{
	past->project = *now;
	past->project.commands = arena_array(&past->arena, struct compile_command, now->count);
	past->project.count = 0;
	for (size_t i = 0; i < now->count; i++) {
		struct compile_command command = now->commands[i];
		const struct overlay_file *file = overlay_find(&git->overlay, command.file);

		if (file && file->state == OVERLAY_MISSING)
			command.file = git_renamed_from(git, file->path);
		else if (!file && moved && !path_is_file(command.file))
			command.file = NULL;
		if (command.file)
			past->project.commands[past->project.count++] = command;
	}
}

static bool is_makefile(const char *path)
{
	static const char *const names[] = {"Makefile", "Kbuild", "Kconfig"};
	const char *name = path_name(path), *end = strrchr(name, '.');

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strncmp(name, names[i], strlen(names[i])))
			return true;
	return end && !strcmp(end, ".mk");
}

static void warn_of_makefiles(struct session *session, const struct git_past *git)
{
	const char *first = NULL;
	size_t count = 0;

	for (size_t i = 0; i < git->overlay.files.count; i++) {
		const char *path = git->overlay.files.at[i].path;

		if (is_makefile(path) && !count++)
			first = shown_path(session, &session->arena, path);
	}
	if (count > 1)
		first = arena_printf(&session->arena, "%s and %zu other makefiles", first, count - 1);
	if (count)
		warning("%s differ%s from %s: what options of compilation they change is taken for known", first,
			count > 1 ? "" : "s", git->revision);
}

static const char *name_now(const struct git_past *git, const char *file)
{
	for (size_t i = 0; i < git->renames.count; i++)
		if (!strcmp(git->renames.at[i].from, file))
			return git->renames.at[i].to;
	return file;
}

/* Those that the user's words select today; no word has to fit. */
static void select_units(struct session *past, const struct options *options, const struct git_past *git)
{
	struct project *project = &past->project;
	size_t kept = 0;

	for (size_t c = 0; options->nwords && c < project->count; c++)
		for (size_t i = 0; i < options->nwords; i++) {
			struct path_readings readings = project_read_path(project, &past->arena, options->words[i]);

			if (!path_is_read(&readings, name_now(git, project->commands[c].file)))
				continue;
			project->commands[kept++] = project->commands[c];
			break;
		}
	if (options->nwords)
		project->count = kept;
}

/* A module's makefiles are asked what they said then. */
static int take_project(struct session *session, struct session *past, const struct git_past *git)
{
	const struct options *options = session->options;
	int result = 1;

	if (options->module)
		result = project_from_past_module(&past->project, &past->arena, options->module, options->headers,
						  &git->overlay);
	if (!result)
		select_units(past, options, git);
	if (result < 0)
		return error("%s: its commands of compilation at %s are not known", options->module, git->revision);
	if (result > 0) {
		take_units(past, &session->project, options->moved != NULL, git);
		if (!options->module)
			warn_of_makefiles(session, git);
	}
	return 0;
}

/* ---- its findings ---- */

static int take_findings(struct session *past, struct analysis *analysis)
{
	struct report report = session_report(past, analysis);

	report.allows = true;
	report_prepare(&report);
	baseline_of(&past->baseline, &report);
	report_free(&report);
	return EXIT_CLEAN;
}

static const char *text_of(struct arena *arena, const struct baseline *baseline)
{
	size_t length = 0;
	char *text = NULL;
	FILE *out = open_memstream(&text, &length);
	const char *copy;

	if (!out)
		die("out of memory");
	baseline_print(baseline, out);
	if (fclose(out))
		die("out of memory");
	copy = arena_strndup(arena, text, length);
	free(text);
	return copy;
}

/* What could not be analysed there goes into the report of this session, too. */
static void take_problems(struct session *session, const struct session *past)
{
	struct arena *arena = &session->arena;

	session->failed_before = past->failed;
	for (size_t i = 0; i < past->problems.count; i++) {
		struct unit_problem problem = past->problems.at[i];

		problem.path = arena_strndup(arena, problem.path, strlen(problem.path));
		problem.text = arena_printf(arena, "at %s: %s", past->revision, problem.text);
		vec_push(&session->problems, problem);
	}
	if (past->failed)
		error("%zu of %zu translation units could not be analysed as they are at %s: what is shown may have been "
		      "there before",
		      past->failed, past->project.count, past->revision);
}

static int find_past(struct session *session, struct session *past, const struct git_past *git)
{
	struct options options = *session->options;
	int code;

	options.diff = options.output = NULL;
	if (take_project(session, past, git))
		return EXIT_INCOMPLETE;
	if (!past->project.count)
		return EXIT_CLEAN;
	code = session_open(past, &options, options.words, options.nwords);
	if (code)
		return code;
	session_through(past, &git->overlay, git->revision);
	if (remembered_findings(past))
		return EXIT_CLEAN;
	code = session_answer(past, take_findings);
	if (code)
		return code;
	if (!past->failed)
		remember_findings(past, text_of(&past->arena, &past->baseline));
	return EXIT_CLEAN;
}

int session_past(struct session *session)
{
	const char *revision = session->options->diff, *directory = sources_directory(session);
	struct session past = {.out = session->out};
	struct git_past git = {0};
	int code = EXIT_USAGE;

	if (!directory) {
		error("--diff: no source is there to look for its repository");
		return EXIT_USAGE;
	}
	switch (git_past_open(&git, directory, revision)) {
	case GIT_UNKNOWN:
		break;
	case GIT_FAILED:
		code = EXIT_INCOMPLETE;
		break;
	default:
		code = find_past(session, &past, &git);
	}
	if (!code) {
		drop_removed(session, &git);
		take_problems(session, &past);
		session->baseline = past.baseline;
		past.baseline = (struct baseline){0};
		session->has_baseline = true;
		session->known = text_of(&session->arena, &session->baseline);
	}
	session_close(&past);
	git_past_close(&git);
	timing_mark(&session->timing, "past");
	return code;
}
