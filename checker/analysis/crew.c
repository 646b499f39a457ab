// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/crew.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Functions for each thread: with fewer, starting it takes longer than what it would do. */
enum { LEAST = 64 };

struct member {
	struct analysis own;
	pthread_t thread;
	bool started;
	void (*work)(struct analysis *member, void *context);
	void *context;
};

unsigned crew_size(const struct analysis *analysis)
{
	size_t most = analysis->program->functions.count / LEAST;

	if (!analysis->jobs || !most)
		return 1;
	return analysis->jobs < most ? analysis->jobs : (unsigned)most;
}

static void *run(void *argument)
{
	struct member *member = argument;

	member->work(&member->own, member->context);
	return NULL;
}

/* What is everybody's, as it is now. */
static void catch_up(struct analysis *own, const struct analysis *lead)
{
	struct analysis before = *own;

	*own = *lead;
	own->members = NULL;
	own->nmembers = 0;
	own->arena = before.arena;
	own->scratch = before.scratch;
	own->flag_names = before.flag_names;
	own->translated = before.translated;
	own->calls_looked_at = before.calls_looked_at;
	memcpy(own->spare_demands, before.spare_demands, sizeof own->spare_demands);
	memcpy(&own->findings, &before.findings, sizeof own->findings);
}

static void recruit(struct analysis *analysis)
{
	analysis->nmembers = crew_size(analysis) - 1;
	analysis->members = xcalloc(analysis->nmembers, sizeof *analysis->members);
	for (unsigned i = 0; i < analysis->nmembers; i++) {
		struct analysis *own = &analysis->members[i].own;

		own->translated = arena_array(&own->arena, struct translated, TRANSLATED);
	}
}

void crew_work(struct analysis *analysis, void (*work)(struct analysis *member, void *context), void *context)
{
	if (!analysis->members)
		recruit(analysis);
	for (unsigned i = 0; i < analysis->nmembers; i++) {
		struct member *member = &analysis->members[i];

		catch_up(&member->own, analysis);
		member->work = work;
		member->context = context;
		member->started = !pthread_create(&member->thread, NULL, run, member);
	}
	work(analysis, context);
	for (unsigned i = 0; i < analysis->nmembers; i++)
		if (analysis->members[i].started)
			pthread_join(analysis->members[i].thread, NULL);
}

void crew_free(struct analysis *analysis)
{
	for (unsigned i = 0; i < analysis->nmembers; i++) {
		struct analysis *own = &analysis->members[i].own;

		map_free(&own->flag_names);
		vec_free(&own->findings);
		arena_free(&own->scratch);
		arena_free(&own->arena);
	}
	free(analysis->members);
}
