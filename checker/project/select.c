// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "project/path.h"
#include "project/project.h"

/* The ways to read a path that a user gave: from here, from here with links resolved, from the project's root. */
enum { READINGS = 3 };

static void read_path(struct arena *arena, const struct project *project, const char *path, const char **readings)
{
	const char *here = path_here(arena, path), *real = path_real(arena, here);
	bool has_root = project->root && *project->root;

	readings[0] = here;
	readings[1] = real ? real : here;
	readings[2] = has_root ? path_absolute(arena, project->root, path) : here;
}

static bool is_selected(const struct compile_command *command, const char *const *readings)
{
	for (int i = 0; i < READINGS; i++)
		if (path_below(command->file, readings[i]))
			return true;
	return false;
}

int project_select(struct project *project, const char *const *paths, size_t npaths)
{
	struct arena arena = {0};
	const char **readings = arena_array(&arena, const char *, npaths *READINGS + 1);
	bool *matched = arena_array(&arena, bool, npaths + 1);
	size_t kept = 0;
	int result = 0;

	for (size_t i = 0; i < npaths; i++)
		read_path(&arena, project, paths[i], readings + i * READINGS);
	for (size_t c = 0; npaths && c < project->count; c++) {
		bool keep = false;

		for (size_t i = 0; i < npaths; i++) {
			bool match = is_selected(&project->commands[c], readings + i * READINGS);

			matched[i] |= match;
			keep |= match;
		}
		if (keep)
			project->commands[kept++] = project->commands[c];
	}
	if (npaths)
		project->count = kept;
	for (size_t i = 0; i < npaths; i++)
		if (!matched[i])
			result = error("%s: no file that is compiled is there", paths[i]);
	arena_free(&arena);
	return result;
}
