// SPDX-License-Identifier: GPL-2.0-only
/* tophalf check: the analysis (session.c), and its findings in a format, or against what the sources expect. */
#include "cli/commands.h"
#include "cli/session.h"
#include "report/report.h"
#include "report/verify.h"

static void (*const writers[])(struct report *) = {
	[FORMAT_TEXT] = report_text,   [FORMAT_JSON] = report_json,     [FORMAT_TERSE] = report_terse,
	[FORMAT_MAIL] = report_mail,   [FORMAT_DOT] = report_dot,       [FORMAT_MARKDOWN] = report_markdown,
	[FORMAT_SARIF] = report_sarif, [FORMAT_GITLAB] = report_gitlab, [FORMAT_RDJSON] = report_rdjson,
	[FORMAT_HTML] = report_html,
};

static int report(struct session *session, struct analysis *analysis)
{
	const struct options *options = session->options;
	struct report report = session_report(session, analysis);
	int differences = 0;

	report.allows = !options->verify;
	report_prepare(&report);
	if (options->verify)
		differences = report_verify(&report, &session->project);
	else
		writers[options->format](&report);
	report_free(&report);
	if (differences < 0 || report.mistakes)
		return EXIT_USAGE;
	if (session->failed || session->failed_before)
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
