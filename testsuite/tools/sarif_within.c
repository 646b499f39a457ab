// SPDX-License-Identifier: GPL-2.0-only
/* sarif_within RESULTS SHOWN LOCATIONS BYTES ARGUMENT…: `tophalf check --format=sarif ARGUMENT…` with limits of its own, so
 * that a small source meets them. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/session.h"
#include "report/sarif.h"

static struct sarif_limits limits;

static int report(struct session *session, struct analysis *analysis)
{
	struct report report = session_report(session, analysis);

	report.allows = true;
	report_prepare(&report);
	report_sarif_within(&report, &limits);
	report_free(&report);
	return EXIT_CLEAN;
}

int main(int argc, char **argv)
{
	size_t *const members[] = {&limits.results, &limits.shown, &limits.locations, &limits.bytes};
	enum { COUNT = sizeof members / sizeof *members };
	struct options options;
	int code = EXIT_USAGE;

	if (argc <= COUNT) {
		fputs("usage: sarif_within RESULTS SHOWN LOCATIONS BYTES ARGUMENT…\n", stderr);
		return EXIT_USAGE;
	}
	for (int i = 0; i < COUNT; i++)
		*members[i] = strtoul(argv[i + 1], NULL, 10);
	if (!options_parse(&options, FOR_CHECK, argv + 1 + COUNT))
		code = with_analysis(&options, options.words, options.nwords, report);
	options_free(&options);
	return code;
}
