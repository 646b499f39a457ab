// SPDX-License-Identifier: GPL-2.0-only
/* Pages in man(7), which every man takes. */
#include <ctype.h>
#include <string.h>

#include "cli/help.h"

/* Text as it is, at the beginning of a line or within one. */
static void roff(const char *text, size_t length)
{
	static const struct {
		const char *plain, *escaped;
	} escapes[] = {{"\\", "\\e"},  {"-", "\\-"},   {"~", "\\(ti"}, {"^", "\\(ha"},
		       {"`", "\\(ga"}, {"'", "\\(aq"}, {"…", "..."}};
	const char *end = text + length;

	if (length && (*text == '.' || *text == '\''))
		fputs("\\&", stdout);
	while (text < end) {
		size_t used = 0;

		for (size_t i = 0; i < sizeof escapes / sizeof *escapes && !used; i++) {
			size_t plain = strlen(escapes[i].plain);

			if (plain <= (size_t)(end - text) && !memcmp(text, escapes[i].plain, plain)) {
				fputs(escapes[i].escaped, stdout);
				used = plain;
			}
		}
		if (!used) {
			putchar(*text);
			used = 1;
		}
		text += used;
	}
}

static void roff_text(const char *text)
{
	roff(text, strlen(text));
}

static void paragraphs(const char *text)
{
	while (*text) {
		const char *end = strstr(text, "\n\n");
		size_t length = end ? (size_t)(end - text) : strlen(text);

		roff(text, length);
		putchar('\n');
		text += length;
		if (*text) {
			puts(".PP");
			text += 2;
		}
	}
}

/* Words in lower case are meant as they are: bold; placeholders: italic. */
static void usage(const char *text)
{
	while (*text) {
		size_t length = 0;

		while (isalpha((unsigned char)text[length]) || (length && text[length] == '-'))
			length++;
		if (length) {
			printf("\\f%c", isupper((unsigned char)*text) ? 'I' : 'B');
			roff(text, length);
			fputs("\\fR", stdout);
		} else {
			length = strcspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
			roff(text, length);
		}
		text += length;
	}
}

static void option(const struct option_spec *spec)
{
	puts(".TP");
	if (spec->letter)
		printf("\\fB\\-%c\\fR, ", spec->letter);
	fputs("\\fB\\-\\-", stdout);
	roff_text(spec->name);
	fputs("\\fR", stdout);
	if (spec->value) {
		putchar('=');
		usage(spec->value);
	}
	putchar('\n');
	roff_text(spec->help);
	putchar('\n');
}

static void options(enum command_bit bit)
{
	puts(".SH OPTIONS");
	for (const char *const *heading = help_headings; *heading; heading++) {
		bool any = false;

		for (const struct option_spec *spec = NULL; (spec = option_under(*heading, spec, bit)); any = true) {
			if (!any)
				printf(".SS %s\n", *heading);
			option(spec);
		}
	}
}

static void entries(const char *heading, const struct entry *entry)
{
	printf(".SH %s\n", heading);
	for (; entry->name; entry++) {
		fputs(".TP\n\\fB", stdout);
		roff_text(entry->name);
		fputs("\\fR\n", stdout);
		roff_text(entry->text);
		putchar('\n');
	}
}

static void examples(const struct manual *manual)
{
	puts(".SH EXAMPLES");
	for (const struct example *example = manual->examples; example->line; example++) {
		fputs(".TP\n\\fB", stdout);
		roff_text(example->line);
		fputs("\\fR\n", stdout);
		roff_text(example->what);
		putchar('\n');
	}
}

static void head(const char *title, const char *name, const char *what)
{
	printf(".TH %s 1 \"\" \"tophalf %s\" \"tophalf\"\n.SH NAME\n", title, TOPHALF_VERSION);
	roff_text(name);
	fputs(" \\- ", stdout);
	roff_text(what);
	puts("\n.SH SYNOPSIS");
}

static void see_also(const struct command *commands, size_t count, const struct command *but)
{
	puts(".SH SEE ALSO");
	if (but)
		puts(".BR tophalf (1),");
	for (size_t i = 0; i < count; i++)
		if (&commands[i] != but)
			printf(".BR tophalf\\-%s (1)%s\n", commands[i].name,
			       i + 1 < count && !(i + 2 == count && &commands[i + 1] == but) ? "," : "");
}

static void page_of_command(const struct command *commands, size_t count, const struct command *command)
{
	const struct manual *manual = manual_of(command->name);
	char title[64], name[64];
	size_t length;

	snprintf(name, sizeof name, "tophalf-%s", command->name);
	snprintf(title, sizeof title, "TOPHALF\\-%s", command->name);
	length = strlen(title);
	for (size_t i = 0; i < length; i++)
		title[i] = (char)toupper((unsigned char)title[i]);
	head(title, name, command->help);
	printf("\\fBtophalf %s\\fR [\\fIOPTION\\fR...] ", command->name);
	usage(command->usage);
	putchar('\n');
	if (manual) {
		puts(".SH DESCRIPTION");
		paragraphs(manual->text);
	}
	options(command->bit);
	entries("EXIT STATUS", manual_codes);
	if (manual)
		examples(manual);
	see_also(commands, count, command);
}

static void page_of_program(const struct command *commands, size_t count)
{
	head("TOPHALF", "tophalf", "checks what Linux kernel code does against the contexts that it runs in");
	puts("\\fBtophalf\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...]\n.br\n\\fBtophalf \\-\\-version\\fR\n.SH DESCRIPTION");
	paragraphs(manual_program);
	puts(".SH COMMANDS");
	for (size_t i = 0; i < count; i++) {
		printf(".TP\n.BR tophalf\\-%s (1)\n", commands[i].name);
		roff_text(commands[i].help);
		putchar('\n');
	}
	entries("EXIT STATUS", manual_codes);
	entries("ENVIRONMENT", manual_environment);
	entries("FILES", manual_files);
	see_also(commands, count, NULL);
}

void help_man(const struct command *commands, size_t count, const struct command *command)
{
	puts(".\\\" SPDX-License-Identifier: GPL-2.0-only");
	if (command)
		page_of_command(commands, count, command);
	else
		page_of_program(commands, count);
}
