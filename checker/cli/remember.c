// SPDX-License-Identifier: GPL-2.0-only
#include "cli/remember.h"

#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/map.h"
#include "cache/verdict.h"
#include "cli/deliver.h"
#include "extract/keys.h"

static void add_text(struct cache_key *key, const char *text)
{
	cache_key_add(key, text, strlen(text));
}

/* A build of the program is known by its file. */
static void add_program(struct cache_key *key)
{
	struct stat status = {0};

	add_text(key, TOPHALF_VERSION);
	if (!stat("/proc/self/exe", &status)) {
		const uint64_t build[] = {(uint64_t)status.st_size, (uint64_t)status.st_mtim.tv_sec,
					  (uint64_t)status.st_mtim.tv_nsec};

		cache_key_add(key, build, sizeof build);
	}
}

static struct cache_key question(const struct session *session)
{
	const struct options *options = session->options;
	const struct project *project = &session->project;
	const int asked[] = {(int)options->profile, (int)options->confidence,    options->full_paths,
			     (int)options->format,  options->no_preamble,        options->colour,
			     options->gate.open,    (int)options->gate.severity, (int)options->gate.confidence,
			     (int)options->nwords};
	struct cache_key key = front_end_key(&session->extraction.options);
	char here[PATH_MAX] = "";

	add_program(&key);
	cache_key_add(&key, asked, sizeof asked);
	add_text(&key, getcwd(here, sizeof here) ? here : "");
	add_text(&key, project->root ? project->root : "");
	for (size_t i = 0; i < session->rules.files.count; i++)
		add_text(&key, session->rules.files.at[i]);
	add_text(&key, session->knowledge.path ? session->knowledge.path : "");
	add_text(&key, session->config.path ? session->config.path : "");
	add_text(&key, options->baseline ? options->baseline : "");
	add_text(&key, session->known ? session->known : "");
	add_text(&key, session->revision ? "findings" : "");
	for (size_t i = 0; i < project->count; i++)
		key = unit_key(&key, &project->commands[i]);
	return key;
}

bool remembered(struct session *session, int *code)
{
	struct cache_key key = question(session);
	struct verdict verdict;

	if (!verdict_get(&session->store, &session->inputs, &key, &verdict))
		return false;
	*code = deliver(session, verdict.output, verdict.output_length) ? EXIT_USAGE : verdict.code;
	verdict_free(&verdict);
	return true;
}

struct list {
	struct session *session;
	VEC(struct verdict_input) inputs;
	struct map known; /* hash of a path to its input, + 1 */
	bool lost;        /* one has changed meanwhile */
};

static void add_input(struct list *list, const char *path)
{
	struct verdict_input input = {.path = path};
	bool added;

	map_put(&list->known, hash_text(path, strlen(path)), &added);
	if (!added)
		return;
	if (!inputs_hash(&list->session->inputs, path, &input.hash) || !inputs_settled(&list->session->inputs, path))
		list->lost = true;
	vec_push(&list->inputs, input);
}

static void add_facts(struct list *list, const struct facts *facts)
{
	for (uint32_t i = 0; i < facts->ninputs; i++)
		add_input(list, facts_string(facts, facts->inputs[i].path));
}

void remember(struct session *session, int code, const char *output, size_t length)
{
	const struct extraction *extraction = &session->extraction;
	struct cache_key key = question(session);
	struct list list = {.session = session};

	for (size_t i = 0; i < session->rules.files.count; i++)
		add_input(&list, session->rules.files.at[i]);
	if (session->knowledge.path)
		add_input(&list, session->knowledge.path);
	if (session->config.path)
		add_input(&list, session->config.path);
	if (session->options->baseline)
		add_input(&list, session->options->baseline);
	for (size_t i = 0; i < session->project.count; i++)
		add_facts(&list, &extraction->units[i].facts);
	for (size_t i = 0; i < extraction->npreambles; i++)
		if (extraction->preambles[i]->bytes)
			add_facts(&list, &extraction->preambles[i]->facts);
	if (!list.lost)
		verdict_put(&session->store, &key, list.inputs.at, list.inputs.count, code, output, length);
	vec_free(&list.inputs);
	map_free(&list.known);
}

/* ---- findings of a past state, as a baseline ---- */

bool remembered_findings(struct session *past)
{
	struct cache_key key = question(past);
	struct verdict verdict;
	bool known;

	if (!verdict_get(&past->store, &past->inputs, &key, &verdict))
		return false;
	known = !baseline_parse(&past->baseline, verdict.output, verdict.output_length, "kept findings");
	verdict_free(&verdict);
	return known;
}

void remember_findings(struct session *past, const char *baseline)
{
	remember(past, EXIT_CLEAN, baseline, strlen(baseline));
}
