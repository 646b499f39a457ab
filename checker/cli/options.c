// SPDX-License-Identifier: GPL-2.0-only
#include "cli/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"

enum {
	ANALYSIS = FOR_CHECK | FOR_CONTEXTS | FOR_CONTRACTS | FOR_EFFECTS,
	WITH_KNOWLEDGE = FOR_CHECK | FOR_CONTEXTS | FOR_EFFECTS | FOR_CC,
	INPUT = ANALYSIS | FOR_FACTS | FOR_DB | FOR_EXPORT,
	ANY = INPUT | FOR_EXPLAIN,
	WITH_RULES = ANY | FOR_CC
};

static const struct spec {
	const char *name;
	char letter;
	const char *value; /* what it takes, or NULL: a switch */
	size_t offset;
	unsigned commands;
	const char *help;
} specs[] = {
	{"database", 'p', "PATH", offsetof(struct options, database), INPUT, "compile_commands.json, or its directory"},
	{"module", 0, "DIR", offsetof(struct options, module), INPUT,
	 "an out-of-tree module directory with a Kbuild file"},
	{"kernel-headers", 0, "DIR", offsetof(struct options, headers), INPUT,
	 "kernel build directory for --module (default: newest installed headers)"},
	{"kernel", 0, "DIR", offsetof(struct options, kernel), INPUT,
	 "a kernel source tree with a .config, or its build directory"},
	{"recorded", 0, "DIR", offsetof(struct options, recorded), INPUT,
	 "a build or module directory that \"tophalf cc\" recorded (default: the one that this is in)"},
	{"moved", 0, "FROM:TO", offsetof(struct options, moved), INPUT,
	 "with -p or --recorded: read from the copy TO what is below FROM, as far as it is there"},
	{"arch", 0, "ARCH", offsetof(struct options, arch), INPUT, "ARCH= of the kernel tree"},
	{"profile", 0, "NAME", offsetof(struct options, profile_name), ANALYSIS | FOR_EXPORT | FOR_CC,
	 "mainline (default) or preempt-rt"},
	{"confidence", 0, "LEVEL", offsetof(struct options, confidence_name), FOR_CHECK | FOR_CONTRACTS | FOR_CC,
	 "show findings of at least: low, medium (default), high"},
	{"paths", 0, "HOW", offsetof(struct options, paths_name), FOR_CHECK | FOR_CONTRACTS | FOR_CC,
	 "short (default) or full call paths"},
	{"format", 0, "NAME", offsetof(struct options, format_name), FOR_CHECK | FOR_CONTRACTS,
	 "text (default) or json"},
	{"format", 0, "NAME", offsetof(struct options, format_name), FOR_CONTEXTS,
	 "text (default): every way from a root; table: one row a function"},
	{"knowledge", 0, "FILE", offsetof(struct options, knowledge), WITH_KNOWLEDGE,
	 "what \"tophalf export\" learned about the kernel (default with --module: that for the kernel of the headers)"},
	{"no-knowledge", 0, NULL, offsetof(struct options, no_knowledge), WITH_KNOWLEDGE,
	 "know of functions without a body only what the rules say"},
	{"verify", 0, NULL, offsetof(struct options, verify), FOR_CHECK,
	 "demand exactly the findings that comments in the sources expect: /* expect: CHECK */"},
	{"timing", 0, NULL, offsetof(struct options, timing), FOR_CHECK,
	 "print at the end how long each phase took and what it needed, as lines \"name value unit\""},
	{"no-preamble", 0, NULL, offsetof(struct options, no_preamble), ANY,
	 "parse every unit on its own, without precompiled common headers"},
	{"no-cache", 0, NULL, offsetof(struct options, no_cache), WITH_RULES,
	 "neither use nor fill the cache of facts"},
	{"rules", 0, "DIR", offsetof(struct options, rules), WITH_RULES,
	 "use these rules instead of the built-in ones"},
	{"extra-rules", 0, "DIR", offsetof(struct options, extra_rules), WITH_RULES,
	 "rules on top, replacing equal names"},
	{"output", 'o', "FILE", offsetof(struct options, output), FOR_FACTS | FOR_DB | FOR_EXPORT,
	 "write there instead of standard output"},
	{"jobs", 'j', "N", offsetof(struct options, jobs_text), INPUT, "threads (default: all processors)"},
	{"quiet", 'q', NULL, offsetof(struct options, quiet), INPUT, "no progress"},
	{"fail", 0, NULL, offsetof(struct options, fail), FOR_CC,
	 "exit code 1 for errors and warnings that are shown (kbuild then stops)"},
	{"forget", 0, NULL, offsetof(struct options, forget), FOR_CC,
	 "remove what is recorded of the build in this directory; compiles nothing"},
	{"help", 'h', NULL, offsetof(struct options, help), ANY | FOR_CACHE | FOR_CC, "this text"},
};

enum { NSPECS = sizeof specs / sizeof *specs };

void options_help(enum command_bit command)
{
	for (size_t i = 0; i < NSPECS; i++) {
		const struct spec *spec = &specs[i];
		char left[64], letter[8] = "    ";

		if (!(spec->commands & command))
			continue;
		if (spec->letter)
			snprintf(letter, sizeof letter, "-%c, ", spec->letter);
		snprintf(left, sizeof left, "%s--%s%s%s", letter, spec->name, spec->value ? "=" : "",
			 spec->value ? spec->value : "");
		printf("  %-28s %s\n", left, spec->help);
	}
}

/* Sets the option; *argument is the next word. Returns words used (1 or 2) or -1. */
static int set(struct options *options, const struct spec *spec, const char *inline_value, char **next)
{
	char *target = (char *)options + spec->offset;

	if (!spec->value) {
		if (inline_value)
			return error("option --%s takes no value", spec->name);
		*(bool *)target = true;
		return 1;
	}
	if (inline_value) {
		*(const char **)target = inline_value;
		return 1;
	}
	if (!*next)
		return error("option --%s needs a value: %s", spec->name, spec->value);
	*(const char **)target = *next;
	return 2;
}

static int one_option(struct options *options, enum command_bit command, char **argv)
{
	const char *word = argv[0];

	for (size_t i = 0; i < NSPECS; i++) {
		const struct spec *spec = &specs[i];
		size_t length = strlen(spec->name);

		if (!(spec->commands & command))
			continue;
		if (word[1] == '-' && !strncmp(word + 2, spec->name, length) &&
		    (!word[length + 2] || word[length + 2] == '='))
			return set(options, spec, word[length + 2] ? word + length + 3 : NULL, argv + 1);
		if (word[1] != '-' && spec->letter && word[1] == spec->letter)
			return set(options, spec, word[2] ? word + 2 : NULL, argv + 1);
	}
	return error("unknown option %s (see --help)", word);
}

static int choose(const char *option, const char *word, const char *const *names, int fallback)
{
	if (!word)
		return fallback;
	for (int i = 0; names[i]; i++)
		if (!strcmp(names[i], word))
			return i;
	return error("--%s: unknown value \"%s\"", option, word);
}

static int interpret(struct options *options, enum command_bit command)
{
	static const char *const confidences[] = {"low", "medium", "high", NULL}, *const paths[] = {"short", "full",
												    NULL};
	static const char *const formats[] = {"text", "json", "table", NULL}; /* enum format */
	const enum format other = command == FOR_CONTEXTS ? FORMAT_JSON : FORMAT_TABLE;
	int confidence = choose("confidence", options->confidence_name, confidences, CONFIDENCE_MEDIUM);
	int path = choose("paths", options->paths_name, paths, 0),
	    format = choose("format", options->format_name, formats, FORMAT_TEXT);
	int profile = profile_by_name(options->profile_name ? options->profile_name : "mainline");

	if (confidence < 0 || path < 0 || format < 0)
		return -1;
	if (profile < 0)
		return error("--profile: unknown value \"%s\" (mainline, preempt-rt)", options->profile_name);
	options->confidence = (enum confidence)confidence;
	options->full_paths = path == 1;
	if (format == (int)other)
		return error("--format: \"%s\" is for another command", options->format_name);
	options->format = (enum format)format;
	if (options->knowledge && options->no_knowledge)
		return error("--knowledge and --no-knowledge exclude each other");
	if (options->verify && options->format != FORMAT_TEXT)
		return error("--verify is about text: no --format=%s with it", options->format_name);
	options->profile = (enum profile)profile;
	options->jobs = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
	if (options->jobs_text) {
		char *end;
		long jobs = strtol(options->jobs_text, &end, 10);

		if (*end || end == options->jobs_text || jobs < 1 || jobs > 1024)
			return error("-j: not a number of threads: \"%s\"", options->jobs_text);
		options->jobs = (unsigned)jobs;
	}
	return 0;
}

/* Whether the flags begin here, without a "--". */
static bool is_flag(enum command_bit command, const char *word)
{
	return command == FOR_HOOK ||
	       (command == FOR_CC && (word[0] != '-' || (word[1] != '-' && strcmp(word, "-h") != 0)));
}

static void take_flags(struct options *options, char **argv)
{
	options->has_flags = true;
	options->flags = (const char **)argv;
	while (options->flags[options->nflags])
		options->nflags++;
}

int options_parse(struct options *options, enum command_bit command, char **argv)
{
	size_t room = 0;

	while (argv[room])
		room++;
	*options = (struct options){0};
	options->words = xcalloc(room + 1, sizeof *options->words);
	while (*argv) {
		int used;

		if (is_flag(command, *argv)) {
			take_flags(options, argv);
			break;
		}
		if (!strcmp(*argv, "--")) {
			take_flags(options, argv + 1);
			break;
		}
		if (**argv != '-' || !(*argv)[1]) {
			options->words[options->nwords++] = *argv++;
			continue;
		}
		used = one_option(options, command, argv);
		if (used < 0)
			return -1;
		argv += used;
	}
	options->build = command == FOR_DB && options->has_flags && !options->nwords;
	return interpret(options, command);
}

void options_free(struct options *options)
{
	free(options->words);
}
