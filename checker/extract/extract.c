// SPDX-License-Identifier: GPL-2.0-only
#include "extract/extract.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/diag.h"
#include "project/path.h"

struct pool {
	struct extraction *extraction;
	struct groups groups;
	struct ready_preamble **of; /* by group; NULL: none */
	const char *directory;      /* for precompiled headers */
	struct arena arena;
	pthread_mutex_t lock;
	size_t next, done;
	struct timespec began;
};

static void show_progress(const struct pool *pool)
{
	size_t total = pool->extraction->project->count;
	struct timespec now;
	double seconds, left;

	clock_gettime(CLOCK_MONOTONIC, &now);
	seconds = (double)(now.tv_sec - pool->began.tv_sec) + 1e-9 * (double)(now.tv_nsec - pool->began.tv_nsec);
	left = pool->done ? seconds / (double)pool->done * (double)(total - pool->done) : 0;
	fprintf(stderr, "\r%zu of %zu translation units, %.0f a second, %.0f s left \033[K", pool->done, total,
		seconds > 0 ? (double)pool->done / seconds : 0, left);
	if (pool->done == total)
		fputs("\r\033[K", stderr);
	fflush(stderr);
}

static size_t take(struct pool *pool)
{
	size_t index;

	pthread_mutex_lock(&pool->lock);
	index = pool->next++;
	pthread_mutex_unlock(&pool->lock);
	return index;
}

/* ---- preambles ---- */

static void *make_preambles(void *argument)
{
	struct pool *pool = argument;
	size_t index;

	while ((index = take(pool)) < pool->groups.count) {
		const struct group *group = &pool->groups.at[index];
		struct ready_preamble ready = {0}, *kept = NULL;
		char file[4096];

		if (!group->nheaders)
			continue;
		snprintf(file, sizeof file, "%s/%zu.pch", pool->directory, index);
		if (getenv("TH_DEBUG")) fprintf(stderr, "GROUP %zu units %zu headers %s\n", group->count, group->nheaders, group->like.args[group->like.nargs-1]);
		if (preamble_make(&ready, &pool->extraction->options, group, file))
			continue;
		if (getenv("TH_DEBUG")) { char b[5000]; snprintf(b,5000,"ls -la %s >&2",file); if (system(b)) return NULL; fprintf(stderr, "facts %zu funcs %u headers %u inputs %u words %u %ld cpu\n", ready.length, ready.facts.nfuncs, ready.facts.nheaders, ready.facts.ninputs, ready.facts.nwords, (long)clock()/10000); }
		pthread_mutex_lock(&pool->lock);
		kept = &pool->extraction->preambles[pool->extraction->npreambles++];
		*kept = ready;
		pthread_mutex_unlock(&pool->lock);
		pool->of[index] = kept;
	}
	return NULL;
}

/* ---- units ---- */

static void extract_one(struct pool *pool, size_t index)
{
	struct extraction *extraction = pool->extraction;
	struct extracted *unit = &extraction->units[index];
	const struct compile_command *command = &extraction->project->commands[index];
	const struct ready_preamble *ready = pool->of ? pool->of[pool->groups.of[index]] : NULL;
	int result = FRONTEND_UNSOUND;

	if (ready)
		result = frontend_extract(&extraction->options, command, ready->preamble, &unit->bytes, &unit->length,
					  &unit->alone);
	if (ready && result && getenv("TH_DEBUG"))
		fprintf(stderr, "ALONE %s: %s\n", command->file, unit->alone);
	if (!ready && getenv("TH_DEBUG"))
		fprintf(stderr, "NOGROUP %s\n", command->file);
	if (result == FRONTEND_UNSOUND)
		frontend_extract(&extraction->options, command, NULL, &unit->bytes, &unit->length, &unit->why);
}

static void *extract_units(void *argument)
{
	struct pool *pool = argument;
	size_t index;

	while ((index = take(pool)) < pool->extraction->project->count) {
		extract_one(pool, index);
		pthread_mutex_lock(&pool->lock);
		pool->done++;
		if (pool->extraction->progress)
			show_progress(pool);
		pthread_mutex_unlock(&pool->lock);
	}
	return NULL;
}

static void in_threads(struct pool *pool, void *(*work)(void *), size_t most)
{
	size_t count = pool->extraction->jobs < most ? pool->extraction->jobs : most;
	pthread_t threads[1024];
	pthread_attr_t attributes;
	size_t started = 0;

	pool->next = 0;
	/* Clang recurses deeply on large expressions */
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, 64u << 20);
	while (started < count && !pthread_create(&threads[started], &attributes, work, pool))
		started++;
	pthread_attr_destroy(&attributes);
	if (!started)
		work(pool);
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
}

static void prepare_preambles(struct pool *pool)
{
	struct extraction *extraction = pool->extraction;
	bool *wanted = arena_array(&pool->arena, bool, extraction->project->count);
	char directory[] = "/tmp/tophalf-XXXXXX";

	memset(wanted, true, extraction->project->count);
	groups_find(&pool->groups, &pool->arena, extraction->project, wanted);
	pool->directory = mkdtemp(directory) ? arena_strndup(&pool->arena, directory, strlen(directory)) : NULL;
	if (!pool->directory)
		return;
	extraction->preambles = xcalloc(pool->groups.count + 1, sizeof *extraction->preambles);
	pool->of = arena_array(&pool->arena, struct ready_preamble *, pool->groups.count);
	in_threads(pool, make_preambles, pool->groups.count);
}

void extract_all(struct extraction *extraction)
{
	struct pool pool = {.extraction = extraction, .lock = PTHREAD_MUTEX_INITIALIZER};

	clock_gettime(CLOCK_MONOTONIC, &pool.began);
	extraction->units = xcalloc(extraction->project->count, sizeof *extraction->units);
	if (!extraction->no_preamble)
		prepare_preambles(&pool);
	in_threads(&pool, extract_units, extraction->project->count);
	if (pool.directory)
		path_remove_tree(pool.directory);
	arena_free(&pool.arena);
}

void extraction_free(struct extraction *extraction)
{
	for (size_t i = 0; i < extraction->project->count; i++) {
		free(extraction->units[i].bytes);
		free(extraction->units[i].why);
		free(extraction->units[i].alone);
	}
	for (size_t i = 0; i < extraction->npreambles; i++)
		preamble_end(&extraction->preambles[i]);
	free(extraction->units);
	free(extraction->preambles);
}
