/* SPDX-License-Identifier: GPL-2.0-only */
/* The commands: each in its own file, each returns an exit code. */
#ifndef TOPHALF_COMMANDS_H
#define TOPHALF_COMMANDS_H

#include "cli/options.h"

struct command {
	const char *name;
	enum command_bit bit;
	int (*run)(const struct options *options);
	/* Words in lower case are meant as they are; FILE, DIR, CHECK and the like stand for something. */
	const char *usage;
	const char *help;
};

int cmd_baseline(const struct options *options);
int cmd_check(const struct options *options);
int cmd_contexts(const struct options *options);
int cmd_contracts(const struct options *options);
int cmd_effects(const struct options *options);
int cmd_explain(const struct options *options);
int cmd_facts(const struct options *options);
int cmd_db(const struct options *options);
int cmd_export(const struct options *options);
int cmd_cc(const struct options *options);
int cmd_hook(const struct options *options);
int cmd_cache(const struct options *options);

#endif
