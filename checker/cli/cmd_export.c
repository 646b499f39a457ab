// SPDX-License-Identifier: GPL-2.0-only
/* tophalf export: what is known of a kernel, for those who have only its headers. */
#include <string.h>

#include "base/diag.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "knowledge/export.h"
#include "knowledge/version.h"

/* The root of the source: of the first file that is in one. */
static const char *root_of(struct session *session)
{
	const struct project *project = &session->project;

	for (size_t i = 0; i < project->count; i++) {
		const char *root = kernel_root(&session->arena, project->commands[i].file);

		if (root)
			return root;
	}
	return project->root;
}

static int answer(struct session *session, struct analysis *analysis)
{
	const char *root = root_of(session), *version = *root ? kernel_version(&session->arena, root) : NULL;
	struct export_counts counts;

	if (session->failed) {
		error("nothing is exported: %zu translation unit%s could not be analysed completely", session->failed,
		      session->failed == 1 ? "" : "s");
		return EXIT_INCOMPLETE;
	}
	if (knowledge_export(analysis, version ? version : "", root, session->options->output, &counts))
		return EXIT_USAGE;
	printf("%s: %zu functions, %zu demands, %zu slots%s%s\n", session->options->output, counts.functions,
	       counts.demands, counts.slots, version ? " of Linux " : "", version ? version : "");
	return EXIT_CLEAN;
}

int cmd_export(const struct options *options)
{
	if (!options->output) {
		error("say where to with -o FILE");
		return EXIT_USAGE;
	}
	return with_analysis(options, options->words, options->nwords, answer);
}
