// SPDX-License-Identifier: GPL-2.0-only
/* tophalf explain: what a check is about, from the rules. */
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "cli/commands.h"
#include "cli/session.h"

static void indented(const char *title, const char *text)
{
	if (!*text)
		return;
	printf("\n%s\n\n", title);
	while (*text) {
		size_t length = strcspn(text, "\n");

		printf("%s%.*s\n", length ? "    " : "", (int)length, text);
		text += length + (text[length] == '\n');
	}
}

static void explain(const struct check *check)
{
	printf("%s: %s (%s)\n", check->id, check->title, severity_name(check->severity));
	indented("Why:", check->explanation);
	indented("Bad:", check->bad);
	indented("Good:", check->good);
	printf("\nTo fix it: %s.\n", check->advice);
	printf("\nTo silence a finding where the code is right, with the reason, on its line or above the statement or function:\n\n"
	       "    /* tophalf: allow(%s) -- why it is right here */\n",
	       check->id);
	printf("\nSource: %s\n", check->origin.source);
}

int cmd_explain(const struct options *options)
{
	struct session session = {0};
	int code = session_rules(&session, options);

	if (!code && !options->nwords) {
		for (size_t i = 0; i < session.rules.nchecks; i++)
			printf("%-16s %s\n", session.rules.checks[i].id, session.rules.checks[i].title);
	}
	for (size_t i = 0; !code && i < options->nwords; i++) {
		int check = rules_check(&session.rules, options->words[i]);

		if (check == NO_RULE) {
			error("no check is called \"%s\"; \"tophalf explain\" lists them", options->words[i]);
			code = EXIT_USAGE;
		} else {
			explain(&session.rules.checks[check]);
		}
	}
	session_close(&session);
	return code;
}
