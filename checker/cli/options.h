/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * options: one table describes every option; parsing and --help come from it.
 */
#ifndef TOPHALF_OPTIONS_H
#define TOPHALF_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "analysis/analysis.h"

/* Exit codes of the program. */
enum { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_INCOMPLETE = 3 };

enum command_bit {
	FOR_CHECK = 1,
	FOR_CONTEXTS = 2,
	FOR_EXPLAIN = 4,
	FOR_FACTS = 8,
	FOR_DB = 16,
	FOR_EFFECTS = 32,
	FOR_CACHE = 64,
	FOR_CONTRACTS = 128,
	FOR_EXPORT = 256,
	FOR_CC = 1 << 16,
	FOR_HOOK = 1 << 17
};

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_TABLE };

struct options {
	const char *database, *module, *kernel, *headers, *arch, *rules, *extra_rules, *output, *knowledge;
	const char *profile_name, *confidence_name, *paths_name, *format_name, *jobs_text;
	bool quiet, verify, no_preamble, no_cache, no_knowledge, timing, help;
	enum profile profile;
	enum confidence confidence;
	bool full_paths;
	enum format format;
	unsigned jobs;
	const char **words; /* what is not an option */
	size_t nwords;
	const char **flags; /* after "--": compile flags */
	size_t nflags;
	bool has_flags;
	bool build; /* tophalf db: the flags are a build command */
	const char *recorded, *moved;
	bool fail, forget; /* tophalf cc */
};

/* Parses the arguments after the command's name. 0, or -1 with a message. `tophalf cc` has its options in front, and from
 * the first word that cannot be one all are flags; so are all words of `tophalf hook`. */
int options_parse(struct options *options, enum command_bit command, char **argv);
void options_free(struct options *options);

/* Prints the options of a command. */
void options_help(enum command_bit command);

#endif
