// SPDX-License-Identifier: GPL-2.0-only
#include "extract/extract.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/diag.h"
#include "base/interrupt.h"
#include "base/map.h"
#include "extract/keys.h"
#include "extract/preambles.h"
#include "project/path.h"

static const char FACTS[] = "facts", PREAMBLE[] = "preamble", PRECOMPILED[] = "pch", CHOSEN[] = "chosen";

struct pool {
	struct extraction *extraction;
	struct cache_key front_end;
	struct groups groups;
	struct extracted_preamble **of; /* by group; NULL: none */
	const char *directory;          /* for precompiled headers, where there is no cache */
	struct arena arena;
	pthread_mutex_t lock; /* of arena, preambles, counts */
	struct map by_id;     /* hash of a preamble's id to its number, + 1 */
	size_t next, done;
	struct timespec began;
};

/* Those that are parsed where the cache does not have them. */
static size_t wanted_units(const struct extraction *extraction)
{
	return extraction->project->count - extraction->optional;
}

/* ---- from the cache ---- */

/* Whether every file is as it was when these facts were made of it. */
static bool inputs_hold(struct pool *pool, const struct facts *facts)
{
	for (uint32_t i = 0; i < facts->ninputs; i++) {
		const struct fact_input *input = &facts->inputs[i];
		const struct cache_key was = {{input->hash0, input->hash1, input->hash2, input->hash3}};
		struct cache_key now;

		if (!inputs_hash(pool->extraction->inputs, facts_string(facts, input->path), &now) ||
		    !cache_key_equal(&was, &now))
			return false;
	}
	return true;
}

/* Whether what the front end has just read is what the hashes are of. */
static bool inputs_stayed(struct pool *pool, const struct facts *facts)
{
	for (uint32_t i = 0; i < facts->ninputs; i++)
		if (!inputs_settled(pool->extraction->inputs, facts_string(facts, facts->inputs[i].path)))
			return false;
	return true;
}

/* Of what is not there any more the facts of today cannot tell that they would have been made of it. */
static bool is_doubtful(const struct pool *pool, const struct facts *facts)
{
	const struct overlay *past = pool->extraction->options.past;

	for (uint32_t i = 0; past && i < facts->ninputs; i++)
		if (overlay_may_shadow(past, facts_string(facts, facts->inputs[i].path)))
			return true;
	return false;
}

/* Whether they may differ from those of today. */
static bool is_past(struct pool *pool, const struct facts *facts)
{
	if (!pool->extraction->options.past)
		return false;
	for (uint32_t i = 0; i < facts->ninputs; i++)
		if (inputs_is_past(pool->extraction->inputs, facts_string(facts, facts->inputs[i].path)))
			return true;
	return is_doubtful(pool, facts);
}

/* Where to keep what was made for that key. */
static struct cache_key place_of(struct pool *pool, const struct cache_key *key, const struct facts *facts)
{
	return is_past(pool, facts) ? past_key(key) : *key;
}

/* Facts of that key whose inputs hold, mapped; NULL: there are none. */
static void *find_at(struct pool *pool, const char *kind, const struct cache_key *key, const char *name,
		     struct facts *facts, size_t *length)
{
	struct store *store = pool->extraction->store;
	void *bytes = store_map(store, kind, key, length);

	if (!bytes)
		return NULL;
	if (facts_open(facts, bytes, *length, name)) {
		warning("%s: the cache is damaged there; made again", name);
		store_drop(store, kind, key);
	} else if (inputs_hold(pool, facts)) {
		return bytes;
	}
	store_unmap(bytes, *length);
	return NULL;
}

/* Facts of a unit. Through an overlay, those of today will do where what they were made of is the same; they are kept
 * beside, as today's next will take their place. */
static void *find(struct pool *pool, const struct cache_key *key, const char *name, struct facts *facts, size_t *length)
{
	struct cache_key past = past_key(key);
	void *bytes = find_at(pool, FACTS, key, name, facts, length);

	if (!pool->extraction->options.past)
		return bytes;
	if (bytes && is_doubtful(pool, facts)) {
		store_unmap(bytes, *length);
		bytes = NULL;
	}
	if (!bytes)
		return find_at(pool, FACTS, &past, name, facts, length);
	if (is_past(pool, facts))
		store_put(pool->extraction->store, FACTS, &past, bytes, *length);
	return bytes;
}

/* ---- preambles ---- */

/* Where the preamble with that id is kept once; *added: not yet. With the lock held. */
static struct extracted_preamble *preamble_entry(struct pool *pool, const char *id, bool *added)
{
	struct extraction *extraction = pool->extraction;
	uint32_t *number = map_put(&pool->by_id, hash_text(id, strlen(id)), added);

	if (*added) {
		extraction->preambles =
			xrealloc(extraction->preambles, (extraction->npreambles + 1) * sizeof *extraction->preambles);
		extraction->preambles[extraction->npreambles] = xcalloc(1, sizeof **extraction->preambles);
		*number = (uint32_t)++extraction->npreambles;
	}
	return extraction->preambles[*number - 1];
}

/* The preamble with that id, from the cache; NULL where it is not there or not valid any more. */
static struct extracted_preamble *known_preamble(struct pool *pool, const char *id)
{
	struct cache_key key = preamble_key(id);
	struct extracted_preamble *entry;
	bool added;

	pthread_mutex_lock(&pool->lock);
	entry = preamble_entry(pool, id, &added);
	if (added) {
		entry->bytes = find_at(pool, PREAMBLE, &key, "preamble", &entry->facts, &entry->length);
		entry->cached = true;
	}
	pthread_mutex_unlock(&pool->lock);
	return entry->bytes ? entry : NULL;
}

static struct extracted_preamble *preamble_chosen_at(struct pool *pool, const struct cache_key *chosen)
{
	struct extraction *extraction = pool->extraction;
	struct extracted_preamble *entry;
	size_t length;
	char id[64] = "", *text = store_map(extraction->store, CHOSEN, chosen, &length);

	if (!text)
		return NULL;
	snprintf(id, sizeof id, "%.*s", (int)length, text);
	store_unmap(text, length);
	entry = known_preamble(pool, id);
	if (entry && !entry->preamble) {
		struct cache_key key = preamble_key(id);

		if (!store_has(extraction->store, PRECOMPILED, &key))
			return NULL;
		pthread_mutex_lock(&pool->lock);
		entry->preamble =
			preamble_open(store_path(extraction->store, &pool->arena, PRECOMPILED, &key), &entry->facts);
		pthread_mutex_unlock(&pool->lock);
	}
	return entry;
}

static struct extracted_preamble *chosen_preamble(struct pool *pool, const struct cache_key *chosen)
{
	struct extracted_preamble *entry = preamble_chosen_at(pool, chosen);
	struct cache_key past = past_key(chosen);

	if (!pool->extraction->options.past || (entry && !is_doubtful(pool, &entry->facts)))
		return entry;
	return preamble_chosen_at(pool, &past);
}

static struct extracted_preamble *make_preamble(struct pool *pool, size_t index, const struct cache_key *chosen)
{
	struct extraction *extraction = pool->extraction;
	struct store *store = extraction->store;
	struct extracted_preamble made = {0}, *entry;
	const char *temporary, *file, *id;
	struct cache_key key;
	bool added;

	pthread_mutex_lock(&pool->lock);
	temporary = store_temporary(store, &pool->arena);
	file = temporary ? temporary : arena_printf(&pool->arena, "%s/%zu.pch", pool->directory, index);
	pthread_mutex_unlock(&pool->lock);
	if (group_preamble(&pool->groups.at[index], extraction->project, &extraction->options, file, &made.bytes,
			   &made.length) ||
	    facts_open(&made.facts, made.bytes, made.length, "preamble")) {
		if (temporary)
			store_discard(temporary);
		return NULL;
	}
	id = facts_string(&made.facts, made.facts.units[0].preamble);
	key = preamble_key(id);
	if (temporary) {
		if (store_commit(store, temporary, PRECOMPILED, &key)) {
			free(made.bytes);
			return NULL;
		}
		if (!store_put(store, PREAMBLE, &key, made.bytes, made.length)) {
			struct cache_key place = place_of(pool, chosen, &made.facts);

			store_put(store, CHOSEN, &place, id, strlen(id));
		}
	}
	pthread_mutex_lock(&pool->lock);
	entry = preamble_entry(pool, id, &added);
	if (entry->bytes)
		free(made.bytes);
	else
		*entry = made;
	if (!entry->preamble)
		entry->preamble = preamble_open(temporary ? store_path(store, &pool->arena, PRECOMPILED, &key) : file,
						&entry->facts);
	pthread_mutex_unlock(&pool->lock);
	return entry;
}

static size_t take(struct pool *pool)
{
	size_t index;

	if (interrupted())
		return SIZE_MAX;
	pthread_mutex_lock(&pool->lock);
	index = pool->next++;
	pthread_mutex_unlock(&pool->lock);
	return index;
}

static void *prepare_groups(void *argument)
{
	struct pool *pool = argument;
	size_t index;

	while ((index = take(pool)) < pool->groups.count) {
		const struct group *group = &pool->groups.at[index];
		struct cache_key chosen = group_preamble_key(&pool->front_end, group->key);

		if (!group->count)
			continue;
		pool->of[index] = chosen_preamble(pool, &chosen);
		if (!pool->of[index] && group_is_large(group))
			pool->of[index] = make_preamble(pool, index, &chosen);
	}
	return NULL;
}

/* Units of a group without one try that of the largest group that differs by -D only. */
static void adopt(struct pool *pool)
{
	struct groups *groups = &pool->groups;
	struct map families = {0};

	for (uint32_t i = 0; i < groups->count; i++) {
		uint32_t *largest;
		bool added;

		if (!pool->of[i])
			continue;
		largest = map_put(&families, groups->at[i].family, &added);
		if (added || groups->at[*largest].count < groups->at[i].count)
			*largest = i;
	}
	for (uint32_t i = 0; i < groups->count; i++)
		if (!pool->of[i])
			pool->of[i] = pool->of[map_get(&families, groups->at[i].family, i)];
	map_free(&families);
}

/* ---- units ---- */

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

/* Facts hold only together with those of the preamble that they were made on top of. */
static bool look_up(struct pool *pool, size_t index)
{
	struct extraction *extraction = pool->extraction;
	const struct compile_command *command = &extraction->project->commands[index];
	struct extracted *unit = &extraction->units[index];
	struct cache_key key = unit_key(&pool->front_end, command);
	const char *id;

	unit->bytes = find(pool, &key, command->file, &unit->facts, &unit->length);
	if (!unit->bytes)
		return false;
	unit->cached = true;
	id = facts_string(&unit->facts, unit->facts.units[0].preamble);
	if (!*id || (!extraction->no_preamble && known_preamble(pool, id)))
		return true;
	store_unmap(unit->bytes, unit->length);
	unit->bytes = NULL;
	unit->cached = false;
	return false;
}

static void parse(struct pool *pool, size_t index)
{
	struct extraction *extraction = pool->extraction;
	struct extracted *unit = &extraction->units[index];
	const struct compile_command *command = &extraction->project->commands[index];
	const struct extracted_preamble *preamble = pool->of ? pool->of[pool->groups.of[index]] : NULL;
	struct cache_key key = unit_key(&pool->front_end, command);
	int result = FRONTEND_UNSOUND;

	if (preamble)
		result = frontend_extract(&extraction->options, command, preamble->preamble, &unit->bytes,
					  &unit->length, &unit->alone);
	if (result == FRONTEND_UNSOUND)
		result = frontend_extract(&extraction->options, command, NULL, &unit->bytes, &unit->length, &unit->why);
	if (!result && facts_open(&unit->facts, unit->bytes, unit->length, command->file)) {
		free(unit->bytes);
		unit->bytes = NULL;
		unit->why = xstrdup("the front end made damaged facts");
	}
	/* What could not be analysed may be for want of something that is no input: it is tried again. */
	if (unit->bytes && !unit->facts.nproblems && inputs_hold(pool, &unit->facts) &&
	    inputs_stayed(pool, &unit->facts)) {
		key = place_of(pool, &key, &unit->facts);
		store_put(extraction->store, FACTS, &key, unit->bytes, unit->length);
	}
}

static void finished(struct pool *pool, const struct extracted *unit)
{
	pthread_mutex_lock(&pool->lock);
	pool->done++;
	pool->extraction->parsed += !unit->cached;
	pool->extraction->alone += unit->alone != NULL;
	if (pool->extraction->progress)
		show_progress(pool);
	pthread_mutex_unlock(&pool->lock);
}

static void *look_up_units(void *argument)
{
	struct pool *pool = argument;
	size_t index;

	while ((index = take(pool)) < pool->extraction->project->count)
		if (look_up(pool, index))
			finished(pool, &pool->extraction->units[index]);
	return NULL;
}

static void *parse_units(void *argument)
{
	struct pool *pool = argument;
	size_t index;

	while ((index = take(pool)) < wanted_units(pool->extraction)) {
		if (pool->extraction->units[index].bytes)
			continue;
		parse(pool, index);
		finished(pool, &pool->extraction->units[index]);
	}
	return NULL;
}

/* ---- all ---- */

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
	char directory[] = P_tmpdir "/tophalf-XXXXXX";

	for (size_t i = 0; i < extraction->project->count; i++)
		wanted[i] = !extraction->units[i].bytes && i < wanted_units(extraction);
	groups_find(&pool->groups, &pool->arena, extraction->project, wanted);
	if (!extraction->store->directory) {
		if (!mkdtemp(directory))
			return;
		pool->directory = arena_strndup(&pool->arena, directory, strlen(directory));
	}
	pool->of = arena_array(&pool->arena, struct extracted_preamble *, pool->groups.count);
	in_threads(pool, prepare_groups, pool->groups.count);
	adopt(pool);
}

/* Stopped between two units: what is done is in the cache. */
static int stopped(const struct pool *pool)
{
	const struct extraction *extraction = pool->extraction;

	if (extraction->progress)
		fputs("\r\033[K", stderr);
	return error("interrupted after %zu of %zu translation units%s", pool->done, extraction->project->count,
		     extraction->store->directory ? ", which are kept: the next run goes on from there" : "");
}

int extract_all(struct extraction *extraction)
{
	struct pool pool = {.extraction = extraction, .lock = PTHREAD_MUTEX_INITIALIZER};

	interrupt_watch();
	clock_gettime(CLOCK_MONOTONIC, &pool.began);
	pool.front_end = front_end_key(&extraction->options);
	extraction->units = xcalloc(extraction->project->count, sizeof *extraction->units);
	in_threads(&pool, look_up_units, extraction->project->count);
	if (pool.done < extraction->project->count) {
		if (!extraction->no_preamble)
			prepare_preambles(&pool);
		in_threads(&pool, parse_units, extraction->project->count);
	}
	if (pool.directory)
		path_remove_tree(pool.directory);
	map_free(&pool.by_id);
	arena_free(&pool.arena);
	interrupt_unwatch();
	return interrupted() ? stopped(&pool) : 0;
}

static void release(void *bytes, size_t length, bool cached)
{
	if (cached && bytes)
		store_unmap(bytes, length);
	else
		free(bytes);
}

void extraction_free(struct extraction *extraction)
{
	for (size_t i = 0; extraction->units && i < extraction->project->count; i++) {
		struct extracted *unit = &extraction->units[i];

		release(unit->bytes, unit->length, unit->cached);
		free(unit->why);
		free(unit->alone);
	}
	for (size_t i = 0; i < extraction->npreambles; i++) {
		struct extracted_preamble *preamble = extraction->preambles[i];

		if (preamble->preamble)
			preamble_close(preamble->preamble);
		release(preamble->bytes, preamble->length, preamble->cached);
		free(preamble);
	}
	free(extraction->units);
	free(extraction->preambles);
}
