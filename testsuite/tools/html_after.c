// SPDX-License-Identifier: GPL-2.0-only
/* html_after COMMAND ARGUMENT…: `tophalf check --format=html ARGUMENT…`; the shell runs COMMAND when all is analysed and the
 * report is not written yet, as somebody might who goes on editing. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/session.h"
#include "report/report.h"

static const char *command;

static int report(struct session *session, struct analysis *analysis)
{
	struct report report = session_report(session, analysis);

	if (system(command))
		return EXIT_USAGE;
	report.allows = true;
	report_prepare(&report);
	report_html(&report);
	report_free(&report);
	return EXIT_CLEAN;
}

int main(int argc, char **argv)
{
	struct options options;
	int code = EXIT_USAGE;

	if (argc < 3) {
		fputs("usage: html_after COMMAND ARGUMENT…\n", stderr);
		return EXIT_USAGE;
	}
	command = argv[1];
	if (!options_parse(&options, FOR_CHECK, argv + 2))
		code = with_analysis(&options, options.words, options.nwords, report);
	options_free(&options);
	return code;
}
