// SPDX-License-Identifier: GPL-2.0-only
#include "cli/session.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/terminal.h"
#include "cli/deliver.h"
#include "cli/remember.h"
#include "extract/extract.h"
#include "knowledge/version.h"
#include "project/path.h"

/* ---- rules ---- */

/* A directory that is installed beside the program; a build directory has links to the source's. NULL: it is not there. */
static const char *installed(struct arena *arena, const char *name)
{
	char self[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
	const char *path;

	if (length <= 0)
		return NULL;
	self[length] = 0;
	*strrchr(self, '/') = 0;
	path = arena_printf(arena, "%s/../share/tophalf/%s", self, name);
	return path_is_directory(path) ? path : NULL;
}

static const char *rules_directory(struct arena *arena)
{
	const char *chosen = getenv("TOPHALF_RULES");

	if (!chosen || !*chosen)
		chosen = installed(arena, "rules");
	if (!chosen)
		error("share/tophalf/rules is not where this program is installed");
	return chosen;
}

/* The configuration, and the rules that it asks for. */
static int configure(struct session *session, const struct options *options, const char *const *words, size_t nwords)
{
	const char *directory = options->rules ? options->rules : rules_directory(&session->arena);

	session->own = *options;
	session->options = &session->own;
	if (!directory || config_open(&session->config, options, words, nwords))
		return EXIT_USAGE;
	config_options(&session->config, &session->own);
	if (rules_load(&session->rules, directory, session->own.extra_rules) ||
	    config_rules(&session->config, &session->rules))
		return EXIT_USAGE;
	return EXIT_CLEAN;
}

int session_rules(struct session *session, const struct options *options)
{
	return configure(session, options, NULL, 0);
}

/* ---- knowledge ---- */

/* That of the kernel whose headers a module is built against. It goes with the rules that it was made with. */
static const char *shipped_knowledge(struct session *session)
{
	const struct options *options = session->options;
	const char *chosen = getenv("TOPHALF_RULES"), *version, *directory, *path;

	if (!session->project.kernel_build || options->rules || (chosen && *chosen))
		return NULL;
	version = kernel_version(&session->arena, session->project.kernel_build);
	if (!version)
		return NULL;
	directory = installed(&session->arena, "knowledge");
	if (!directory)
		return NULL;
	path = arena_printf(&session->arena, "%s/%s-%s.knowledge", directory, version, profile_name(options->profile));
	return path_is_file(path) ? path : NULL;
}

static int load_knowledge(struct session *session)
{
	const struct options *options = session->options;
	const char *path = options->knowledge;

	if (!path && !options->no_knowledge)
		path = shipped_knowledge(session);
	if (!path)
		return 0;
	if (knowledge_open(&session->knowledge, path)) {
		session->knowledge.path = NULL;
		return -1;
	}
	return knowledge_resolve(&session->knowledge, &session->rules, options->profile);
}

/* ---- the whole ---- */

/* What the front end has to know, and the cache that it works with. */
static void prepare_extraction(struct session *session)
{
	const struct rules *rules = &session->rules;
	const char **annotations = arena_array(&session->arena, const char *, rules->nannotations);
	const char **formats = arena_array(&session->arena, const char *, rules->nformats);

	for (size_t i = 0; i < rules->nannotations; i++)
		annotations[i] = rules->annotations[i].name;
	for (size_t i = 0; i < rules->nformats; i++)
		formats[i] = rules->formats[i].name;
	if (!session->options->no_cache)
		store_open(&session->store, &session->arena);
	inputs_open(&session->inputs, &session->store);
	session->extraction = (struct extraction){
		.project = &session->project,
		.options = {rules->macros, rules->nmacros, annotations, rules->nannotations, formats, rules->nformats},
		.store = &session->store,
		.inputs = &session->inputs,
		.jobs = session->options->jobs,
		.progress = !session->options->quiet && terminal_draws(STDERR_FILENO),
		.no_preamble = session->options->no_preamble,
	};
}

int session_open(struct session *session, const struct options *options, const char *const *words, size_t nwords)
{
	int code;

	timing_start(&session->timing);
	code = configure(session, options, words, nwords);
	if (code)
		return code;
	if (!session->project.count && session_project(session, words, nwords))
		return EXIT_USAGE;
	if (!session->project.count) {
		error("no translation unit to analyse");
		return EXIT_USAGE;
	}
	if (load_knowledge(session))
		return EXIT_USAGE;
	session->has_baseline = options->baseline;
	if (options->baseline && baseline_read(&session->baseline, options->baseline))
		return EXIT_USAGE;
	prepare_extraction(session);
	timing_mark(&session->timing, "project");
	return EXIT_CLEAN;
}

void session_through(struct session *session, const struct overlay *past, const char *revision)
{
	session->revision = revision;
	session->inputs.past = past;
	session->extraction.options.past = past;
}

/* ---- facts ---- */

static void add_problem(struct session *session, const char *path, const struct fact_loc *loc, const char *text)
{
	vec_push(&session->problems,
		 (struct unit_problem){
			 .path = path, .line = loc ? loc->line : 0, .column = loc ? loc->column : 0, .text = text});
}

/* "drv.c", or "drv.c at v1". */
static const char *problem_name(struct session *session, const char *path)
{
	const char *name = shown_path(session, &session->arena, path);

	return session->revision ? arena_printf(&session->arena, "%s at %s", name, session->revision) : name;
}

static void list_problems(struct session *session, const struct facts *facts)
{
	enum { MOST = 5 };

	for (uint32_t i = 0; i < facts->nproblems && i < MOST; i++) {
		const struct fact_problem *problem = &facts->problems[i];
		const struct fact_loc *loc = &facts->locs[problem->loc];
		const char *path = facts_string(facts, facts->files[loc->file].path),
			   *text = facts_string(facts, problem->text);

		fprintf(stderr, "%s:%u:%u: error: %s\n", problem_name(session, path), loc->line, loc->column, text);
		add_problem(session, path, loc, text);
	}
	if (facts->nproblems > MOST)
		fprintf(stderr, "(%u more)\n", facts->nproblems - MOST);
}

static void unit_failed(struct session *session, const struct compile_command *command, const char *why)
{
	error("%s: %s", problem_name(session, command->file), why);
	add_problem(session, command->file, NULL, why);
	session->failed++;
}

/* Takes the facts of one unit into the program, or counts why not. */
static void take_unit(struct session *session, const struct extracted *unit, const struct compile_command *command)
{
	const struct facts *facts = &unit->facts;

	if (!unit->bytes) {
		unit_failed(session, command, arena_printf(&session->arena, "not analysed: %s", unit->why));
		return;
	}
	if (facts->nproblems) {
		unit_failed(session, command,
			    arena_printf(&session->arena, "not analysed completely: %u problem%s", facts->nproblems,
					 facts->nproblems == 1 ? "" : "s"));
		list_problems(session, facts);
	} else {
		session->analysed++;
	}
	program_add(&session->program, facts, NULL);
}

int session_extract(struct session *session)
{
	struct extraction *extraction = &session->extraction;

	if (extract_all(extraction))
		return EXIT_INCOMPLETE;
	for (size_t i = 0; i < session->project.count; i++)
		if (extraction->units[i].bytes || i < session->project.count - extraction->optional)
			take_unit(session, &extraction->units[i], &session->project.commands[i]);
	/* Behind all units: header functions are looked up from the first unit that includes them. */
	for (size_t i = 0; i < extraction->npreambles; i++)
		if (extraction->preambles[i]->bytes)
			program_add(&session->program, &extraction->preambles[i]->facts, NULL);
	if (session->knowledge.path)
		knowledge_enter(&session->knowledge, &session->program);
	timing_mark(&session->timing, "facts");
	return EXIT_CLEAN;
}

static void session_link(struct session *session)
{
	program_link(&session->program);
	bind_rules(&session->bound, &session->rules, &session->program);
	timing_mark(&session->timing, "link");
	slots_collect(&session->slots, &session->program);
	timing_mark(&session->timing, "slots");
	roots_collect(&session->roots, &session->program, &session->bound, &session->slots);
	if (session->knowledge.path)
		knowledge_link(&session->knowledge, &session->program, &session->slots, &session->roots);
	timing_mark(&session->timing, "roots");
}

void session_close(struct session *session)
{
	if (session->knowledge.path)
		knowledge_close(&session->knowledge);
	roots_free(&session->roots);
	slots_free(&session->slots);
	if (session->bound.rules)
		bound_free(&session->bound);
	program_free(&session->program);
	if (session->extraction.project)
		extraction_free(&session->extraction);
	if (session->inputs.shards)
		inputs_close(&session->inputs);
	if (session->store.directory)
		store_close(&session->store);
	config_close(&session->config);
	baseline_free(&session->baseline);
	vec_free(&session->problems);
	rules_free(&session->rules);
	arena_free(&session->arena);
}

void session_effects(struct session *session, struct analysis *analysis)
{
	session_link(session);
	analysis_init(analysis, &session->program, &session->bound, &session->slots, &session->roots,
		      session->options->profile);
	analysis->jobs = session->options->jobs;
	if (session->knowledge.path)
		knowledge_bind(&session->knowledge, analysis);
	effects_compute(analysis);
	boots_compute(analysis);
	timing_mark(&session->timing, "effects");
}

static void analyse(struct session *session, struct analysis *analysis)
{
	session_effects(session, analysis);
	demands_compute(analysis);
	timing_mark(&session->timing, "demands");
	findings_collect(analysis);
	config_findings(&session->config, analysis);
	timing_mark(&session->timing, "findings");
	tags_compute(analysis);
	timing_mark(&session->timing, "tags");
}

int session_answer(struct session *session, answer_function *answer)
{
	struct analysis analysis;
	int code = session_extract(session);

	if (code)
		return code;
	analyse(session, &analysis);
	code = answer(session, &analysis);
	analysis_free(&analysis);
	return code;
}

int with_analysis(const struct options *options, const char *const *words, size_t nwords, answer_function *answer)
{
	struct session session = {.out = stdout};
	int code = session_open(&session, options, words, nwords);

	if (!code)
		code = session_answer(&session, answer);
	session_close(&session);
	return code;
}

static void print_timing(const struct session *session)
{
	const struct extraction *extraction = &session->extraction;

	timing_print(&session->timing);
	fprintf(stderr,
		"units %zu count\nunits_parsed %zu count\nunits_without_preamble %zu count\npreambles %zu count\n",
		session->project.count, extraction->parsed, extraction->alone, extraction->npreambles);
	for (size_t i = 0; extraction->units && i < session->project.count; i++)
		if (extraction->units[i].alone)
			fprintf(stderr, "# without preamble: %s: %s\n", session->project.commands[i].file,
				extraction->units[i].alone);
}

static int work_out(struct session *session, answer_function *answer)
{
	struct analysis analysis;
	size_t length = 0;
	char *text = NULL;
	int code = session_extract(session);

	if (code)
		return code;
	analyse(session, &analysis);
	session->out = open_memstream(&text, &length);
	if (!session->out)
		die("out of memory");
	code = answer(session, &analysis);
	if (fclose(session->out))
		die("out of memory");
	session->out = stdout;
	if (!session->failed && !session->failed_before && code != EXIT_USAGE)
		remember(session, code, text, length);
	if (deliver(session, text, length))
		code = EXIT_USAGE;
	free(text);
	analysis_free(&analysis);
	return code;
}

int with_memory(const struct options *options, const char *const *words, size_t nwords, answer_function *answer)
{
	struct session session = {.out = stdout};
	int code = session_open(&session, options, words, nwords);

	if (!code && options->diff)
		code = session_past(&session);
	if (!code && !remembered(&session, &code))
		code = work_out(&session, answer);
	timing_mark(&session.timing, "report");
	if (options->timing)
		print_timing(&session);
	session_close(&session);
	return code;
}
