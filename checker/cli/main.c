// SPDX-License-Identifier: GPL-2.0-only
/* tophalf: which command, which options; nothing else. */
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/interrupt.h"
#include "cli/commands.h"
#include "cli/help.h"

static int cmd_help(const struct options *options);

static const struct command commands[] = {
	{"check", FOR_CHECK, cmd_check, "[FILE|DIR…] [-- FLAGS…]",
	 "report operations that the context they run in does not allow"},
	{"baseline", FOR_BASELINE, cmd_baseline, "create|update|prune|explain FILE [FILE|DIR…] [-- FLAGS…]",
	 "keep the findings of today in a file, so that check --baseline shows only new ones"},
	{"contexts", FOR_CONTEXTS, cmd_contexts, "[FUNCTION|FILE|DIR…]",
	 "tell in which contexts functions run, and why"},
	{"contracts", FOR_CONTRACTS, cmd_contracts, "[FILE|DIR…] [-- FLAGS…]",
	 "tell where a kernel calls slots otherwise than the rules say"},
	{"effects", FOR_EFFECTS, cmd_effects, "FUNCTION…",
	 "tell what functions do to the context and what they demand"},
	{"explain", FOR_EXPLAIN, cmd_explain, "[CHECK]", "explain a check: why, a bad and a good example, what to do"},
	{"facts", FOR_FACTS, cmd_facts, "dump [FILE…] [-- FLAGS…]", "show what the front end sees in a source file"},
	{"db", FOR_DB, cmd_db, "[-- make ARGUMENT…]",
	 "print the compile database of a kernel tree or module, or of a build that is run for it"},
	{"export", FOR_EXPORT, cmd_export, "-o FILE [-- FLAGS…]",
	 "write what is known of a whole kernel to a file, with which modules are checked without its source"},
	{"cc", FOR_CC, cmd_cc, "FLAG… FILE", "check one file as kbuild asks for it: make C=1 CHECK=\"tophalf cc\""},
	{"hook", FOR_HOOK, cmd_hook, "install|uninstall|run",
	 "check what a commit would bring, as a git hook or for pre-commit"},
	{"cache", FOR_CACHE, cmd_cache, "[show|clear|trim SIZE]",
	 "show what is kept for later runs, remove all of it, or the least recently used"},
	{"help", FOR_HELP, cmd_help, "[COMMAND]",
	 "show this text, or a command's; print manual pages and completion for shells"},
};

enum { NCOMMANDS = sizeof commands / sizeof *commands };

static int cmd_help(const struct options *options)
{
	return help(commands, NCOMMANDS, options);
}

int main(int argc, char **argv)
{
	struct options options;
	int code;

	if (argc > 1 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
		help_overview(commands, NCOMMANDS, stdout);
		return EXIT_CLEAN;
	}
	if (argc > 1 && !strcmp(argv[1], "--version")) {
		puts("tophalf " TOPHALF_VERSION);
		return EXIT_CLEAN;
	}
	for (size_t i = 0; argc > 1 && i < NCOMMANDS; i++) {
		const struct command *command = &commands[i];

		if (strcmp(argv[1], command->name) != 0)
			continue;
		if (options_parse(&options, command->bit, argv + 2)) {
			code = EXIT_USAGE;
		} else if (options.help) {
			help_command(command);
			code = EXIT_CLEAN;
		} else {
			code = command->run(&options);
		}
		options_free(&options);
		interrupt_end();
		return code;
	}
	if (argc > 1)
		error("unknown command \"%s\"", argv[1]);
	help_overview(commands, NCOMMANDS, stderr);
	return EXIT_USAGE;
}
