// SPDX-License-Identifier: GPL-2.0-only
#include "cli/help.h"

#include <ctype.h>
#include <string.h>

#include "base/diag.h"

enum { WIDTH = 100 };

/* Paragraphs, broken at spaces. */
static void print_text(const char *text)
{
	size_t column = 0;

	while (*text) {
		size_t word = strcspn(text, " \n");

		if (column && column + 1 + word > WIDTH) {
			putchar('\n');
			column = 0;
		}
		printf("%s%.*s", column ? " " : "", (int)word, text);
		column += word + !!column;
		text += word;
		for (; *text == '\n'; text++, column = 0)
			putchar('\n');
		text += *text == ' ';
	}
	putchar('\n');
}

static void print_options(enum command_bit command)
{
	for (const char *const *heading = help_headings; *heading; heading++) {
		bool any = false;

		for (const struct option_spec *spec = NULL; (spec = option_under(*heading, spec, command));
		     any = true) {
			char left[64], letter[8] = "    ";

			if (!any)
				printf("\n%s\n", *heading);
			if (spec->letter)
				snprintf(letter, sizeof letter, "-%c, ", spec->letter);
			snprintf(left, sizeof left, "%s--%s%s%s", letter, spec->name, spec->value ? "=" : "",
				 spec->value ? spec->value : "");
			printf("  %-28s %s\n", left, spec->help);
		}
	}
}

static void print_entries(const char *heading, const struct entry *entries)
{
	printf("\n%s\n", heading);
	for (; entries->name; entries++)
		printf("  %-4s %s\n", entries->name, entries->text);
}

void help_command(const struct command *command)
{
	const struct manual *manual = manual_of(command->name);

	printf("usage: tophalf %s [OPTION…] %s\n%s\n", command->name, command->usage, command->help);
	if (manual) {
		putchar('\n');
		print_text(manual->text);
	}
	print_options(command->bit);
	if (!manual)
		return;
	printf("\nExamples\n");
	for (const struct example *example = manual->examples; example->line; example++)
		printf("  %s\n      %s\n", example->line, example->what);
	print_entries("Exit codes", manual_codes);
}

void help_overview(const struct command *commands, size_t count, FILE *out)
{
	fputs("usage: tophalf COMMAND [OPTION…]\n\n", out);
	for (size_t i = 0; i < count; i++)
		fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].help);
	fputs("\nTo begin with, a module's directory that has a Kbuild file or Makefile:\n"
	      "  tophalf check --module DIR\n"
	      "\ntophalf COMMAND --help shows the command's options, and examples.\n"
	      "Exit codes: 0 clean, 1 findings, 2 usage or configuration, 3 incomplete.\n",
	      out);
}

int help(const struct command *commands, size_t count, const struct options *options)
{
	const struct command *command = NULL;

	if (options->nwords > 1) {
		error("help: \"%s\" is too much", options->words[1]);
		return EXIT_USAGE;
	}
	for (size_t i = 0; options->nwords && i < count; i++)
		if (!strcmp(commands[i].name, options->words[0]))
			command = &commands[i];
	if (options->nwords && !command) {
		error("unknown command \"%s\"", options->words[0]);
		return EXIT_USAGE;
	}
	if (command && (options->format == FORMAT_BASH || options->format == FORMAT_ZSH)) {
		error("help --format=%s is for all commands at once", options->format_name);
		return EXIT_USAGE;
	}
	if (options->format == FORMAT_MAN)
		help_man(commands, count, command);
	else if (options->format == FORMAT_BASH)
		help_bash(commands, count);
	else if (options->format == FORMAT_ZSH)
		help_zsh(commands, count);
	else if (command)
		help_command(command);
	else
		help_overview(commands, count, stdout);
	return EXIT_CLEAN;
}

/* ---- what the forms share ---- */

static const char input[] = "What is analysed", known[] = "What is known of the kernel", answer[] = "What is shown",
		  run[] = "How it runs", other[] = "Other options";

const char *const help_headings[] = {input, known, answer, run, other, NULL};

static const struct {
	const char *heading;
	const char *names; /* of options, a space before and behind each */
} groups[] = {
	{input, " database module kernel-headers kernel recorded moved arch "},
	{known, " profile knowledge no-knowledge rules extra-rules config no-config "},
	{answer, " confidence paths format color verify output baseline diff fail-on fail "},
	{run, " jobs quiet timing no-cache no-preamble forget help "},
};

static const char *heading_of(const char *name)
{
	char padded[64];

	snprintf(padded, sizeof padded, " %s ", name);
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		if (strstr(groups[i].names, padded))
			return groups[i].heading;
	return other;
}

const struct option_spec *option_under(const char *heading, const struct option_spec *before, enum command_bit command)
{
	const struct option_spec *spec = option_next(before, command);

	while (spec && heading_of(spec->name) != heading)
		spec = option_next(spec, command);
	return spec;
}

enum completes option_completes(const struct option_spec *spec)
{
	if (!strcmp(spec->value, "DIR"))
		return COMPLETES_DIRECTORY;
	return !strcmp(spec->value, "FILE") || !strcmp(spec->value, "PATH") ? COMPLETES_FILE : COMPLETES_NOTHING;
}

/* Where what is said of words ends: the flags behind "--" belong to others. */
static const char *usage_end(const char *usage)
{
	const char *flags = strstr(usage, "-- ");

	return flags ? flags : usage + strlen(usage);
}

/* The next run of letters; its length in `length`, 0 at the end. Options (-o) are not words. */
static const char *usage_next(const char *at, const char *end, size_t *length)
{
	while (at < end && !isalpha((unsigned char)*at))
		at += *at == '-' && at + 1 < end ? 2 : 1;
	*length = 0;
	while (at + *length < end && isalpha((unsigned char)at[*length]))
		++*length;
	return at;
}

size_t usage_words(const char *usage, char words[MAX_WORDS][WORD_SIZE])
{
	const char *end = usage_end(usage);
	size_t count = 0, length;

	for (const char *at = usage_next(usage, end, &length); length; at = usage_next(at + length, end, &length))
		if (islower((unsigned char)*at) && length < WORD_SIZE && count < MAX_WORDS)
			snprintf(words[count++], WORD_SIZE, "%.*s", (int)length, at);
	return count;
}

bool usage_takes(const char *usage, const char *placeholder)
{
	const char *end = usage_end(usage);
	size_t length;

	for (const char *at = usage_next(usage, end, &length); length; at = usage_next(at + length, end, &length))
		if (length == strlen(placeholder) && !strncmp(at, placeholder, length))
			return true;
	return false;
}
