/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * options: one table describes every option; parsing, --help, manual pages and completion come from it (help.h).
 */
#ifndef TOPHALF_OPTIONS_H
#define TOPHALF_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "analysis/analysis.h"
#include "report/gate.h"

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
	FOR_BASELINE = 512,
	FOR_CC = 1024,
	FOR_HOOK = 2048,
	FOR_HELP = 4096
};

enum format {
	FORMAT_TEXT,
	FORMAT_JSON,
	FORMAT_TABLE,
	FORMAT_TERSE,
	FORMAT_MAIL,
	FORMAT_MARKDOWN,
	FORMAT_DOT,
	FORMAT_SARIF,
	FORMAT_GITLAB,
	FORMAT_RDJSON,
	FORMAT_HTML,
	FORMAT_MAN,
	FORMAT_BASH,
	FORMAT_ZSH
};

struct options {
	const char *database, *module, *kernel, *headers, *arch, *rules, *extra_rules, *output, *knowledge;
	const char *profile_name, *confidence_name, *paths_name, *format_name, *colour_name, *jobs_text;
	const char *fail_on_text, *baseline, *diff, *config;
	struct gate gate;
	bool quiet, verify, no_preamble, no_cache, no_knowledge, no_config, timing, help;
	enum profile profile;
	enum confidence confidence;
	bool full_paths;
	enum format format;
	bool colour; /* of text */
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

/* An option; once in the table for each set of commands for which it means something else. */
struct option_spec {
	const char *name;
	char letter;
	const char *value; /* what it takes, or NULL: a switch */
	size_t offset;
	unsigned commands;
	const char *help;
};

/* The options of a command one by one, from NULL to NULL. */
const struct option_spec *option_next(const struct option_spec *before, enum command_bit command);

/* The words that an option of a command takes, where there are only a few; returns their number. */
enum { MAX_CHOICES = 24 };
size_t option_words(const struct option_spec *spec, enum command_bit command, const char *words[MAX_CHOICES]);

#endif
