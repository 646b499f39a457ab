// SPDX-License-Identifier: GPL-2.0-only
/* tophalf check: the analysis (session.c), and its findings as text or JSON, or against what the sources expect. */
#include "cli/commands.h"
#include "cli/session.h"
#include "report/report.h"
#include "report/verify.h"

static int report(struct session *session, struct analysis *analysis)
{
	const struct options *options = session->options;
	struct report report = session_report(session, analysis);
	int differences = 0;

	report_prepare(&report);
	if (options->verify)
		differences = report_verify(&report, &session->project);
	else if (options->format == FORMAT_JSON)
		report_json(&report);
	else if (options->format == FORMAT_HTML)
		report_html(&report);
	else
		report_text(&report);
	report_free(&report);
	if (differences < 0)
		return EXIT_USAGE;
	if (session->failed)
		return EXIT_INCOMPLETE;
	return (options->verify ? (size_t)differences : report.nfailing) ? EXIT_FINDINGS : EXIT_CLEAN;
}

int cmd_check(const struct options *options)
{
	/* What comments in the sources expect is looked up in other files than those that units were made of. */
	if (options->verify)
		return with_analysis(options, options->words, options->nwords, report);
	return with_memory(options, options->words, options->nwords, report);
}
