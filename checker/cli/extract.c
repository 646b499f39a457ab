// SPDX-License-Identifier: GPL-2.0-only
#include "cli/extract.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/diag.h"
#include "base/map.h"
#include "frontend/frontend.h"

struct pool {
	const struct extraction *extraction;
	struct extracted *units;
	pthread_mutex_t lock;
	size_t next, done;
	struct map claimed; /* contents of header functions that some unit stores */
	struct timespec began;
};

static bool claim(void *context, const struct fact_hash *hash)
{
	struct pool *pool = context;
	uint64_t key = hash_mix(map_pair(hash->word[0], hash->word[1]), map_pair(hash->word[2], hash->word[3]));
	bool added;

	pthread_mutex_lock(&pool->lock);
	map_put(&pool->claimed, key, &added);
	pthread_mutex_unlock(&pool->lock);
	return added;
}

static void show_progress(const struct pool *pool)
{
	size_t total = pool->extraction->project->count;
	struct timespec now;
	double seconds, left;

	clock_gettime(CLOCK_MONOTONIC, &now);
	seconds = (double)(now.tv_sec - pool->began.tv_sec) + 1e-9 * (double)(now.tv_nsec - pool->began.tv_nsec);
	left = pool->done ? seconds / (double)pool->done * (double)(total - pool->done) : 0;
	fprintf(stderr, "\r%zu of %zu translation units, %.0f s left \033[K", pool->done, total, left);
	if (pool->done == total)
		fputs("\r\033[K", stderr);
	fflush(stderr);
}

static void *work(void *argument)
{
	struct pool *pool = argument;
	const struct extraction *extraction = pool->extraction;
	struct frontend_options options = {
		.macros = extraction->macros,
		.nmacros = extraction->nmacros,
		.annotations = extraction->annotations,
		.nannotations = extraction->nannotations,
		.claim = claim,
		.claim_context = pool,
	};

	for (;;) {
		struct extracted *unit;
		size_t index;

		pthread_mutex_lock(&pool->lock);
		index = pool->next++;
		pthread_mutex_unlock(&pool->lock);
		if (index >= extraction->project->count)
			return NULL;
		unit = &pool->units[index];
		frontend_extract(&options, &extraction->project->commands[index], &unit->bytes, &unit->length,
				 &unit->why);
		pthread_mutex_lock(&pool->lock);
		pool->done++;
		if (extraction->progress)
			show_progress(pool);
		pthread_mutex_unlock(&pool->lock);
	}
}

void extract_all(const struct extraction *extraction, struct extracted *units)
{
	struct pool pool = {.extraction = extraction, .units = units, .lock = PTHREAD_MUTEX_INITIALIZER};
	size_t count = extraction->jobs < extraction->project->count ? extraction->jobs : extraction->project->count;
	pthread_t threads[1024];
	pthread_attr_t attributes;
	size_t started = 0;

	clock_gettime(CLOCK_MONOTONIC, &pool.began);
	/* Clang recurses deeply on large expressions */
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, 64u << 20);
	while (started < count && !pthread_create(&threads[started], &attributes, work, &pool))
		started++;
	pthread_attr_destroy(&attributes);
	if (!started)
		work(&pool);
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	map_free(&pool.claimed);
}
