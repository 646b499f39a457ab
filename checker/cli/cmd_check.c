// SPDX-License-Identifier: GPL-2.0-only
/* tophalf check: facts ⇒ program ⇒ effects ⇒ demands ⇒ findings, tags ⇒ report. */
#include "cli/commands.h"
#include "cli/session.h"
#include "report/report.h"

static const char *shown(void *context, struct arena *arena, const char *path)
{
	return shown_path(context, arena, path);
}

static int report(struct session *session, struct analysis *analysis)
{
	const struct options *options = session->options;
	struct report report = {
		.analysis = analysis,
		.out = stdout,
		.confidence = options->confidence,
		.full_paths = options->full_paths,
		.shown_path = shown,
		.shown_context = session,
		.units_total = session->project.count,
		.units_analysed = session->analysed,
	};

	report_prepare(&report);
	if (options->json)
		report_json(&report);
	else
		report_text(&report);
	report_free(&report);
	if (session->failed)
		return EXIT_INCOMPLETE;
	return report.nfailing ? EXIT_FINDINGS : EXIT_CLEAN;
}

int cmd_check(const struct options *options)
{
	struct session session = {0};
	struct analysis analysis;
	int code = session_open(&session, options, options->words, options->nwords);

	if (!code)
		code = session_extract(&session);
	if (!code) {
		session_link(&session);
		analysis_init(&analysis, &session.program, &session.bound, &session.slots, &session.roots,
			      options->profile);
		effects_compute(&analysis);
		demands_compute(&analysis);
		findings_collect(&analysis);
		tags_compute(&analysis);
		code = report(&session, &analysis);
		analysis_free(&analysis);
	}
	session_close(&session);
	return code;
}
