// SPDX-License-Identifier: GPL-2.0-only
/* tophalf contracts: the contracts of slots in the rules, against how the program calls those slots. */
#include "analysis/contracts.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "report/contracts.h"

static const char *shown(void *context, struct arena *arena, const char *path)
{
	return shown_path(context, arena, path);
}

static int answer(struct session *session, struct analysis *analysis)
{
	const struct options *options = session->options;
	struct report report = {
		.analysis = analysis,
		.out = session->out,
		.confidence = options->confidence,
		.full_paths = options->full_paths,
		.shown_path = shown,
		.shown_context = session,
		.units_total = session->project.count,
		.units_analysed = session->analysed,
	};
	struct contracts contracts;
	size_t disagreements;

	contracts_compare(&contracts, analysis, &session->rules, options->confidence);
	disagreements = options->format == FORMAT_JSON ? report_contracts_json(&report, &contracts)
						       : report_contracts_text(&report, &contracts);
	contracts_free(&contracts);
	report_free(&report);
	return session->failed ? EXIT_INCOMPLETE : disagreements ? EXIT_FINDINGS : EXIT_CLEAN;
}

int cmd_contracts(const struct options *options)
{
	struct session session = {.out = stdout};
	struct analysis analysis;
	int code = session_open(&session, options, options->words, options->nwords);

	if (!code)
		code = session_extract(&session);
	if (!code) {
		contracts_only(&session.rules);
		session_link(&session);
		analysis_init(&analysis, &session.program, &session.bound, &session.slots, &session.roots,
			      options->profile);
		effects_compute(&analysis);
		boots_compute(&analysis);
		code = answer(&session, &analysis);
		analysis_free(&analysis);
	}
	session_close(&session);
	return code;
}
