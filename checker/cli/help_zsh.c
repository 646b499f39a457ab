// SPDX-License-Identifier: GPL-2.0-only
/* Completion for zsh: the file _tophalf of a directory in its fpath, or to be sourced behind compinit. */
#include <string.h>

#include "cli/help.h"

/* Within single quotes; with `brackets` also within [ ] of _arguments. */
static void quoted(const char *text, bool brackets)
{
	for (; *text; text++) {
		if (*text == '\'')
			fputs("'\\''", stdout);
		else if (brackets && strchr("[]:\\", *text))
			printf("\\%c", *text);
		else
			putchar(*text);
	}
}

static void action_of(const struct option_spec *spec, enum command_bit bit)
{
	static const char *const actions[] = {
		[COMPLETES_NOTHING] = "", [COMPLETES_FILE] = "_files", [COMPLETES_DIRECTORY] = "_files -/"};
	const char *words[MAX_CHOICES];
	size_t count = option_words(spec, bit, words);

	printf(":%s:", spec->value);
	if (!count)
		fputs(actions[option_completes(spec)], stdout);
	for (size_t i = 0; i < count; i++)
		printf("%s%s", i ? " " : "(", words[i]);
	if (count)
		putchar(')');
}

/* '(-p --database)-p+[help]:PATH:_files' */
static void form_of(const struct option_spec *spec, enum command_bit bit, const char *form)
{
	printf(" \\\n\t\t\t'");
	if (spec->letter)
		printf("(-%c --%s)", spec->letter, spec->name);
	printf("%s[", form);
	quoted(spec->help, true);
	putchar(']');
	if (spec->value)
		action_of(spec, bit);
	putchar('\'');
}

static void option_of(const struct option_spec *spec, enum command_bit bit)
{
	char form[64];

	snprintf(form, sizeof form, "--%s%s", spec->name, spec->value ? "=" : "");
	form_of(spec, bit, form);
	if (!spec->letter)
		return;
	snprintf(form, sizeof form, "-%c%s", spec->letter, spec->value ? "+" : "");
	form_of(spec, bit, form);
}

static void case_of(const struct command *commands, size_t count, const struct command *command)
{
	char words[MAX_WORDS][WORD_SIZE];
	size_t nwords = usage_words(command->usage, words);

	printf("\t%s)\n\t\t_arguments -S", command->name);
	for (const struct option_spec *spec = NULL; (spec = option_next(spec, command->bit));)
		option_of(spec, command->bit);
	if (nwords) {
		printf(" \\\n\t\t\t'1:word:(");
		for (size_t i = 0; i < nwords; i++)
			printf("%s%s", i ? " " : "", words[i]);
		printf(")'");
	}
	if (usage_takes(command->usage, "COMMAND")) {
		printf(" \\\n\t\t\t'1:command:(");
		for (size_t i = 0; i < count; i++)
			printf("%s%s", i ? " " : "", commands[i].name);
		printf(")'");
	}
	if (usage_takes(command->usage, "CHECK"))
		printf(" \\\n\t\t\t'*:check:_tophalf_checks'");
	if (usage_takes(command->usage, "FILE"))
		printf(" \\\n\t\t\t'*:file:_files'");
	puts("\n\t\t;;");
}

void help_zsh(const struct command *commands, size_t count)
{
	puts("#compdef tophalf\n"
	     "_tophalf_checks()\n"
	     "{\n"
	     "\tlocal -a checks\n"
	     "\n"
	     "\tchecks=(${(f)\"$(tophalf explain 2>/dev/null)\"})\n"
	     "\tcompadd -- ${checks%% *}\n"
	     "}\n"
	     "\n"
	     "_tophalf()\n"
	     "{\n"
	     "\tlocal -a commands\n"
	     "\n"
	     "\tcommands=(");
	for (size_t i = 0; i < count; i++) {
		printf("\t\t'%s:", commands[i].name);
		quoted(commands[i].help, false);
		puts("'");
	}
	puts("\t)\n"
	     "\tif ((CURRENT == 2)); then\n"
	     "\t\t_describe command commands\n"
	     "\t\treturn\n"
	     "\tfi\n"
	     "\tshift words\n"
	     "\t((CURRENT--))\n"
	     "\tcase $words[1] in");
	for (size_t i = 0; i < count; i++)
		case_of(commands, count, &commands[i]);
	puts("\tesac\n"
	     "}\n"
	     "if [[ $funcstack[1] == _tophalf ]]; then\n"
	     "\t_tophalf \"$@\"\n"
	     "else\n"
	     "\tcompdef _tophalf tophalf\n"
	     "fi");
}
