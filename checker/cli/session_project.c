// SPDX-License-Identifier: GPL-2.0-only
/* Which units a session is about: -p, --module, --kernel, --recorded, or files and flags. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "cli/session.h"
#include "project/recorded.h"

/* Files given with their flags after "--". */
static int project_from_flags(struct session *session, const char *const *words, size_t nwords)
{
	struct project *project = &session->project;
	char directory[PATH_MAX];

	if (!nwords)
		return error("no source file before \"--\"");
	if (!getcwd(directory, sizeof directory))
		return error("the current directory cannot be read");
	project->commands = arena_array(&session->arena, struct compile_command, nwords);
	project->root = "";
	for (size_t i = 0; i < nwords; i++) {
		struct compile_command *command = &project->commands[project->count++];
		char *path = realpath(words[i], NULL);

		if (!path)
			return error("%s: no such file", words[i]);
		*command = (struct compile_command){
			.directory = arena_strndup(&session->arena, directory, strlen(directory)),
			.file = arena_strndup(&session->arena, path, strlen(path)),
			.image = "",
		};
		free(path);
		clean_arguments(command, &session->arena, session->options->flags, session->options->nflags);
	}
	return 0;
}

static int move_project(struct session *session)
{
	const char *moved = session->options->moved, *colon = strchr(moved, ':');

	if (!colon)
		return error("--moved=%s: FROM:TO is expected", moved);
	return project_move(&session->project, &session->arena,
			    arena_strndup(&session->arena, moved, (size_t)(colon - moved)), colon + 1);
}

int session_project(struct session *session, const char *const *words, size_t nwords)
{
	const struct options *options = session->options;
	struct project *project = &session->project;
	int sources =
		!!options->database + !!options->module + !!options->kernel + !!options->recorded + options->has_flags;
	const char *recorded = sources ? options->recorded : recorded_find(&session->arena, ".");

	if (sources > 1 || (!sources && !recorded))
		return error(
			sources ? "-p, --module, --kernel, --recorded and \"--\" exclude each other"
				: "nothing to analyse: give -p, --module, --kernel, or files and flags after \"--\"");
	if (options->moved && !options->database && !recorded)
		return error("--moved goes with -p or --recorded");
	if (options->build)
		return project_from_build(project, &session->arena, options->flags, options->nflags);
	if (options->has_flags)
		return project_from_flags(session, words, nwords);
	if (options->kernel)
		return project_from_kernel(project, &session->arena, options->kernel, words, nwords, options->arch);
	if (recorded) {
		if (project_from_recorded(project, &session->arena, recorded, NULL))
			return -1;
	} else if (options->module) {
		if (project_from_module(project, &session->arena, options->module, options->headers))
			return -1;
	} else if (project_from_json(project, &session->arena, options->database)) {
		return -1;
	}
	if (options->moved && move_project(session))
		return -1;
	/* The database is that of another state, in which what is lost here may well be. */
	if (options->moved && !options->diff)
		project_drop_lost(project);
	return project_select(project, words, nwords);
}
