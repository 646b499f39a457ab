// SPDX-License-Identifier: GPL-2.0-only
/* tophalf contracts: the contracts of slots in the rules, against how the program calls those slots. */
#include "analysis/contracts.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "report/contracts.h"

static int answer(struct session *session, struct analysis *analysis)
{
	const struct options *options = session->options;
	struct report report = session_report(session, analysis);
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
	struct options mine = *options;
	struct analysis analysis;
	int code;

	/* it speaks of checks that the rules of this command do not have */
	mine.no_knowledge = true;
	mine.knowledge = NULL;
	code = session_open(&session, &mine, mine.words, mine.nwords);

	if (!code)
		code = session_extract(&session);
	if (!code) {
		contracts_only(&session.rules);
		session_effects(&session, &analysis);
		code = answer(&session, &analysis);
		analysis_free(&analysis);
	}
	session_close(&session);
	return code;
}
