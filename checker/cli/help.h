/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * help: what the tables of commands (main.c) and options (options.c), and the manual (manual.c) say, as text for a
 * terminal, as manual pages, and as completion for shells. So they cannot disagree.
 *
 *	help.c         --help
 *	help_man.c     a page for man(1): tophalf(1), or tophalf-COMMAND(1)
 *	help_bash.c    completion for bash
 *	help_zsh.c     completion for zsh
 */
#ifndef TOPHALF_CLI_HELP_H
#define TOPHALF_CLI_HELP_H

#include <stdio.h>

#include "cli/commands.h"

/* `tophalf help`: what its options ask for, to stdout. Returns an exit code. */
int help(const struct command *commands, size_t count, const struct options *options);

/* All commands, a line each. */
void help_overview(const struct command *commands, size_t count, FILE *out);

void help_command(const struct command *command);

/* `command` NULL: the page of the program. */
void help_man(const struct command *commands, size_t count, const struct command *command);
void help_bash(const struct command *commands, size_t count);
void help_zsh(const struct command *commands, size_t count);

/* ---- the manual ---- */

struct example {
	const char *line, *what;
};

enum { MAX_EXAMPLES = 6 };

struct manual {
	const char *command;
	const char *text;                      /* paragraphs, an empty line between them */
	struct example examples[MAX_EXAMPLES]; /* `line` NULL behind the last */
};

/* NULL: there is no more to say than the tables do. */
const struct manual *manual_of(const char *command);

struct entry {
	const char *name, *text;
};

/* Exit codes, environment, files: each ends with a NULL name. */
extern const struct entry manual_codes[], manual_environment[], manual_files[];
extern const char *const manual_program; /* as manual.text, of the program */

/* ---- what the forms share ---- */

/* The headings that options stand under; NULL behind the last. */
extern const char *const help_headings[];

/* The options of a command that stand under one of them, one by one, from NULL to NULL. */
const struct option_spec *option_under(const char *heading, const struct option_spec *before, enum command_bit command);

/* What completes the value of an option that has no words of its own. */
enum completes { COMPLETES_NOTHING, COMPLETES_FILE, COMPLETES_DIRECTORY };
enum completes option_completes(const struct option_spec *spec);

/* The words that a usage means as they are ("show|clear|trim"), up to `room` of them of `size` bytes. */
enum { WORD_SIZE = 32, MAX_WORDS = 8 };
size_t usage_words(const char *usage, char words[MAX_WORDS][WORD_SIZE]);

/* Whether a usage has the placeholder, "FILE", outside of what follows "--". */
bool usage_takes(const char *usage, const char *placeholder);

#endif
