// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "project/path.h"
#include "project/project.h"

struct path_readings project_read_path(const struct project *project, struct arena *arena, const char *path)
{
	const char *here = path_here(arena, path), *real = path_real(arena, here);
	bool has_root = project->root && *project->root;

	return (struct path_readings){
		{here, real ? real : here, has_root ? path_absolute(arena, project->root, path) : here}};
}

bool path_is_read(const struct path_readings *readings, const char *file)
{
	for (int i = 0; i < PATH_READINGS; i++)
		if (path_below(file, readings->at[i]))
			return true;
	return false;
}

bool path_is_same(const struct path_readings *readings, const char *file)
{
	for (int i = 0; i < PATH_READINGS; i++)
		if (!strcmp(file, readings->at[i]))
			return true;
	return false;
}

int project_select(struct project *project, const char *const *paths, size_t npaths)
{
	struct arena arena = {0};
	struct path_readings *readings = arena_array(&arena, struct path_readings, npaths + 1);
	bool *matched = arena_array(&arena, bool, npaths + 1);
	size_t kept = 0;
	int result = 0;

	for (size_t i = 0; i < npaths; i++)
		readings[i] = project_read_path(project, &arena, paths[i]);
	for (size_t c = 0; npaths && c < project->count; c++) {
		bool keep = false;

		for (size_t i = 0; i < npaths; i++) {
			bool match = path_is_read(&readings[i], project->commands[c].file);

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
