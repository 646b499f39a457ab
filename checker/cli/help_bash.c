// SPDX-License-Identifier: GPL-2.0-only
/*
 * Completion for bash, which needs no more than bash. What depends on the command is a case of it, made from the tables:
 * `options`, the options (with "=" where they take a value); `values` or `kind` (file, directory, other), what the option
 * before the cursor takes; `words` and `kinds`, what else may stand there.
 */
#include "cli/help.h"

static const char before[] = "# bash completion for tophalf\n"
			     "_tophalf()\n"
			     "{\n"
			     "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}\n"
			     "\tlocal option prefix options values kind words kinds i\n"
			     "\n"
			     "\tCOMPREPLY=()\n"
			     "\t# bash takes --option=value for three words, unless told otherwise.\n"
			     "\tif [[ $cur == '=' ]]; then\n"
			     "\t\toption=$prev cur=\n"
			     "\telif [[ $prev == '=' ]]; then\n"
			     "\t\toption=${COMP_WORDS[COMP_CWORD - 2]}\n"
			     "\telif [[ $cur == --*=* ]]; then\n"
			     "\t\toption=${cur%%=*} prefix=${cur%%=*}= cur=${cur#*=}\n"
			     "\telse\n"
			     "\t\toption=$prev\n"
			     "\tfi\n"
			     "\tfor ((i = 2; i < COMP_CWORD; i++)); do\n"
			     "\t\tif [[ ${COMP_WORDS[i]} == -- ]]; then\n"
			     "\t\t\tcompopt -o filenames 2>/dev/null\n"
			     "\t\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
			     "\t\t\treturn\n"
			     "\t\tfi\n"
			     "\tdone\n"
			     "\tif ((COMP_CWORD == 1)); then\n";

static const char between[] = "\t\treturn\n"
			      "\tfi\n"
			      "\tcase ${COMP_WORDS[1]} in\n";

static const char after[] =
	"\tesac\n"
	"\tif [[ $values ]]; then\n"
	"\t\tmapfile -t COMPREPLY < <(compgen -P \"$prefix\" -W \"$values\" -- \"$cur\")\n"
	"\telif [[ $kind == file || $kind == directory ]]; then\n"
	"\t\t[[ $prefix ]] || compopt -o filenames 2>/dev/null\n"
	"\t\tmapfile -t COMPREPLY < <(compgen -P \"$prefix\" -A \"$kind\" -- \"$cur\")\n"
	"\telif [[ $kind ]]; then\n"
	"\t\treturn\n"
	"\telif [[ $cur == -* ]]; then\n"
	"\t\tmapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$cur\")\n"
	"\t\t[[ ${COMPREPLY[0]} != *= ]] || compopt -o nospace 2>/dev/null\n"
	"\telse\n"
	"\t\tif [[ $kinds == *check* ]]; then\n"
	"\t\t\twords+=\" $(\"${COMP_WORDS[0]}\" explain 2>/dev/null | while read -r i _; do echo \"$i\"; done)\"\n"
	"\t\tfi\n"
	"\t\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
	"\t\tif [[ $kinds == *file* ]]; then\n"
	"\t\t\tcompopt -o filenames 2>/dev/null\n"
	"\t\t\tmapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen -f -- \"$cur\")\n"
	"\t\tfi\n"
	"\tfi\n"
	"}\n"
	"complete -F _tophalf tophalf\n";

static void names(const struct command *commands, size_t count)
{
	for (size_t i = 0; i < count; i++)
		printf("%s%s", i ? " " : "", commands[i].name);
}

static void option_names(enum command_bit bit)
{
	printf("\t\toptions='");
	for (const struct option_spec *spec = NULL; (spec = option_next(spec, bit));) {
		if (spec->letter)
			printf("-%c ", spec->letter);
		printf("--%s%s ", spec->name, spec->value ? "=" : "");
	}
	puts("'");
}

static void value_of(const struct option_spec *spec, enum command_bit bit)
{
	static const char *const kinds[] = {
		[COMPLETES_NOTHING] = "other", [COMPLETES_FILE] = "file", [COMPLETES_DIRECTORY] = "directory"};
	const char *words[MAX_CHOICES];
	size_t count = option_words(spec, bit, words);

	printf("\t\t");
	if (spec->letter)
		printf("-%c | ", spec->letter);
	printf("--%s) ", spec->name);
	if (!count)
		printf("kind='%s'", kinds[option_completes(spec)]);
	for (size_t i = 0; i < count; i++)
		printf("%s%s", i ? " " : "values='", words[i]);
	puts(count ? "' ;;" : " ;;");
}

static void case_of(const struct command *commands, size_t count, const struct command *command)
{
	char words[MAX_WORDS][WORD_SIZE];
	size_t nwords = usage_words(command->usage, words);

	printf("\t%s)\n", command->name);
	option_names(command->bit);
	printf("\t\twords='");
	for (size_t i = 0; i < nwords; i++)
		printf("%s%s", i ? " " : "", words[i]);
	if (usage_takes(command->usage, "COMMAND"))
		names(commands, count);
	printf("' kinds='%s%s'\n", usage_takes(command->usage, "FILE") ? "file" : "",
	       usage_takes(command->usage, "CHECK") ? "check" : "");
	printf("\t\tcase $option in\n");
	for (const struct option_spec *spec = NULL; (spec = option_next(spec, command->bit));)
		if (spec->value)
			value_of(spec, command->bit);
	puts("\t\tesac\n\t\t;;");
}

void help_bash(const struct command *commands, size_t count)
{
	fputs(before, stdout);
	printf("\t\tmapfile -t COMPREPLY < <(compgen -W '");
	names(commands, count);
	puts(" --help --version' -- \"$cur\")");
	fputs(between, stdout);
	for (size_t i = 0; i < count; i++)
		case_of(commands, count, &commands[i]);
	fputs(after, stdout);
}
