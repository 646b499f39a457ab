// SPDX-License-Identifier: GPL-2.0-only
#include "cli/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "report/colour.h"

enum {
	ANALYSIS = FOR_CHECK | FOR_CONTEXTS | FOR_CONTRACTS | FOR_EFFECTS | FOR_BASELINE,
	WITH_KNOWLEDGE = FOR_CHECK | FOR_CONTEXTS | FOR_EFFECTS | FOR_BASELINE | FOR_CC,
	INPUT = ANALYSIS | FOR_FACTS | FOR_DB | FOR_EXPORT,
	ANY = INPUT | FOR_EXPLAIN,
	WITH_RULES = ANY | FOR_CC
};

static const struct option_spec specs[] = {
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
	{"confidence", 0, "LEVEL", offsetof(struct options, confidence_name),
	 FOR_CHECK | FOR_CONTRACTS | FOR_BASELINE | FOR_CC, "show findings of at least: low, medium (default), high"},
	{"paths", 0, "HOW", offsetof(struct options, paths_name), FOR_CHECK | FOR_CONTRACTS | FOR_CC,
	 "short (default) or full call paths"},
	{"format", 0, "NAME", offsetof(struct options, format_name), FOR_CHECK,
	 "text (default), terse, mail, markdown, dot, html; for programs: json, sarif, gitlab, rdjson"},
	{"format", 0, "NAME", offsetof(struct options, format_name), FOR_CONTRACTS, "text (default) or json"},
	{"format", 0, "NAME", offsetof(struct options, format_name), FOR_CONTEXTS,
	 "text (default): every way from a root; table: one row a function; json: for editors"},
	{"format", 0, "NAME", offsetof(struct options, format_name), FOR_HELP,
	 "text (default), a manual page (man), completion for a shell (bash, zsh)"},
	{"baseline", 0, "FILE", offsetof(struct options, baseline), FOR_CHECK,
	 "do not show, nor fail for, findings that are in it (made by \"tophalf baseline create FILE\")"},
	{"diff", 0, "REV", offsetof(struct options, diff), FOR_CHECK,
	 "do not show, nor fail for, findings that the sources have at this git revision, too"},
	{"fail-on", 0, "LEVEL", offsetof(struct options, fail_on_text), FOR_CHECK,
	 "exit 1 only for findings of at least SEVERITY[,CONFIDENCE] (default: warning), or never"},
	{"color", 0, "WHEN", offsetof(struct options, colour_name), FOR_CHECK,
	 "text in colour: auto (default: on a terminal), always or never"},
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
	{"config", 0, "FILE", offsetof(struct options, config), WITH_RULES,
	 "configuration (default: the first .tophalf.yaml from the sources upwards)"},
	{"no-config", 0, NULL, offsetof(struct options, no_config), WITH_RULES, "read no .tophalf.yaml"},
	{"rules", 0, "DIR", offsetof(struct options, rules), WITH_RULES,
	 "use these rules instead of the built-in ones"},
	{"extra-rules", 0, "DIR", offsetof(struct options, extra_rules), WITH_RULES,
	 "rules on top, replacing equal names"},
	{"output", 'o', "FILE", offsetof(struct options, output), FOR_CHECK | FOR_FACTS | FOR_DB | FOR_EXPORT,
	 "write there instead of standard output"},
	{"jobs", 'j', "N", offsetof(struct options, jobs_text), INPUT, "threads (default: all processors)"},
	{"quiet", 'q', NULL, offsetof(struct options, quiet), INPUT, "no progress"},
	{"fail", 0, NULL, offsetof(struct options, fail), FOR_CC,
	 "exit code 1 for errors and warnings that are shown (kbuild then stops)"},
	{"forget", 0, NULL, offsetof(struct options, forget), FOR_CC,
	 "remove what is recorded of the build in this directory; compiles nothing"},
	{"help", 'h', NULL, offsetof(struct options, help), ANY | FOR_CACHE | FOR_HELP | FOR_CC | FOR_HOOK,
	 "this text"},
};

enum { NSPECS = sizeof specs / sizeof *specs };

static const struct {
	const char *name;
	unsigned commands;
} formats[] = {
	[FORMAT_TEXT] = {"text", FOR_CHECK | FOR_CONTEXTS | FOR_CONTRACTS | FOR_HELP},
	[FORMAT_JSON] = {"json", FOR_CHECK | FOR_CONTEXTS | FOR_CONTRACTS},
	[FORMAT_TABLE] = {"table", FOR_CONTEXTS},
	[FORMAT_TERSE] = {"terse", FOR_CHECK},
	[FORMAT_MAIL] = {"mail", FOR_CHECK},
	[FORMAT_MARKDOWN] = {"markdown", FOR_CHECK},
	[FORMAT_DOT] = {"dot", FOR_CHECK},
	[FORMAT_SARIF] = {"sarif", FOR_CHECK},
	[FORMAT_GITLAB] = {"gitlab", FOR_CHECK},
	[FORMAT_RDJSON] = {"rdjson", FOR_CHECK},
	[FORMAT_HTML] = {"html", FOR_CHECK},
	[FORMAT_MAN] = {"man", FOR_HELP},
	[FORMAT_BASH] = {"bash", FOR_HELP},
	[FORMAT_ZSH] = {"zsh", FOR_HELP},
};

static const char *const paths[] = {"short", "full", NULL};
static const char *const colours[] = {"auto", "always", "never", NULL}; /* enum colour_when */

const struct option_spec *option_next(const struct option_spec *before, enum command_bit command)
{
	const struct option_spec *spec = before ? before + 1 : specs;

	while (spec < specs + NSPECS && !(spec->commands & command))
		spec++;
	return spec < specs + NSPECS ? spec : NULL;
}

static size_t add_words(const char *const *names, const char *words[MAX_CHOICES])
{
	size_t count = 0;

	for (; names[count] && count < MAX_CHOICES; count++)
		words[count] = names[count];
	return count;
}

size_t option_words(const struct option_spec *spec, enum command_bit command, const char *words[MAX_CHOICES])
{
	size_t count = 0;

	if (spec->offset == offsetof(struct options, confidence_name))
		return add_words(confidence_names, words);
	if (spec->offset == offsetof(struct options, paths_name))
		return add_words(paths, words);
	if (spec->offset == offsetof(struct options, colour_name))
		return add_words(colours, words);
	if (spec->offset == offsetof(struct options, profile_name))
		while (count < PROFILE_COUNT) {
			words[count] = profile_name((int)count);
			count++;
		}
	if (spec->offset == offsetof(struct options, format_name))
		for (size_t i = 0; i < sizeof formats / sizeof *formats && count < MAX_CHOICES; i++)
			if (formats[i].commands & command)
				words[count++] = formats[i].name;
	return count;
}

/* Sets the option; *argument is the next word. Returns words used (1 or 2) or -1. */
static int set(struct options *options, const struct option_spec *spec, const char *inline_value, char **next)
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
		const struct option_spec *spec = &specs[i];
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

static int choose_format(struct options *options, enum command_bit command)
{
	if (!options->format_name)
		return 0;
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		if (strcmp(formats[i].name, options->format_name) != 0)
			continue;
		if (!(formats[i].commands & command))
			return error("--format: \"%s\" is for another command", options->format_name);
		options->format = (enum format)i;
		return 0;
	}
	return error("--format: unknown value \"%s\"", options->format_name);
}

static int interpret(struct options *options, enum command_bit command)
{
	int confidence = choose("confidence", options->confidence_name, confidence_names, CONFIDENCE_MEDIUM);
	int path = choose("paths", options->paths_name, paths, 0),
	    colour = choose("color", options->colour_name, colours, COLOUR_AUTO);
	int profile = profile_by_name(options->profile_name ? options->profile_name : "mainline");

	if (confidence < 0 || path < 0 || colour < 0 || choose_format(options, command))
		return -1;
	if (profile < 0)
		return error("--profile: unknown value \"%s\" (" PROFILE_NAMES ")", options->profile_name);
	options->confidence = (enum confidence)confidence;
	options->full_paths = path == 1;
	options->colour =
		(!options->output || colour == COLOUR_ALWAYS) && colour_wanted((enum colour_when)colour, STDOUT_FILENO);
	if (options->knowledge && options->no_knowledge)
		return error("--knowledge and --no-knowledge exclude each other");
	if (options->config && options->no_config)
		return error("--config and --no-config exclude each other");
	if (options->verify && options->baseline)
		return error("--verify is about all findings: no --baseline with it");
	if (options->verify && options->diff)
		return error("--verify is about all findings: no --diff with it");
	if (options->diff && options->baseline)
		return error("--diff and --baseline exclude each other: each says what is known already");
	if (options->verify && options->format != FORMAT_TEXT)
		return error("--verify is about text: no --format=%s with it", options->format_name);
	if (options->verify && options->output)
		return error("--verify has no -o: what it prints is not a report");
	options->profile = (enum profile)profile;
	options->gate = GATE_DEFAULT;
	if (options->fail_on_text && !gate_parse(&options->gate, options->fail_on_text))
		return error("--fail-on: unknown value \"%s\" (" GATE_SYNTAX ")", options->fail_on_text);
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
	bool help = !strcmp(word, "-h") || !strcmp(word, "--help");

	return !help && (command == FOR_HOOK || (command == FOR_CC && strncmp(word, "--", 2) != 0));
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
