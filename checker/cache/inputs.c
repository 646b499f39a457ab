// SPDX-License-Identifier: GPL-2.0-only
#include "cache/inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/vec.h"
#include "cache/index.h"

enum {
	DAY = 24 * 60 * 60,
	REMARK_DAYS = 7, /* an index is not written again only to say that it was used */
	BUFFER = 64 * 1024,
	TICK_NS = 50 * 1000 * 1000, /* file systems' clocks may lag by a timer tick; this is a few of the longest */
};

/* A path that was asked for in this run. */
struct asked {
	struct index_stat stat;
	struct cache_key hash;
	bool readable, read, keep; /* keep: may be in the index */
	bool past;                 /* what it was, by the overlay */
};

/* Paths are spread over shards, so that threads rarely wait for each other. A shard stays locked while a file is read:
 * that is what makes one answer of one path. */
struct inputs_shard {
	pthread_mutex_t lock;
	struct interns paths; /* ids from 1, in the order of `asked` */
	VEC(struct asked) asked;
};

/* ---- the index file ---- */

static void *map_index(struct store *store, size_t *length)
{
	char path[4096];
	struct stat status;
	void *bytes = MAP_FAILED;
	int file;

	if (!store->directory)
		return NULL;
	snprintf(path, sizeof path, "%s/inputs", store->directory);
	file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return NULL;
	if (!fstat(file, &status) && S_ISREG(status.st_mode) && status.st_size) {
		*length = (size_t)status.st_size;
		bytes = mmap(NULL, *length, PROT_READ, MAP_PRIVATE, file, 0);
	}
	close(file);
	if (bytes == MAP_FAILED)
		return NULL;
	if (index_check(bytes, *length))
		return bytes;
	warning("%s: damaged, or of another version of tophalf; it is made again", path);
	munmap(bytes, *length);
	/* Not to be said again should this run have nothing to save. */
	unlink(path);
	return NULL;
}

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int inputs_open(struct inputs *inputs, struct store *store)
{
	*inputs = (struct inputs){
		.store = store,
		.today = (uint32_t)(time(NULL) / DAY),
		.opened_ns = now_ns(),
		.racy_ns = (int64_t)2 * 1000 * 1000 * 1000,
		.shards = xcalloc(INPUTS_SHARDS, sizeof *inputs->shards),
	};
	for (size_t i = 0; i < INPUTS_SHARDS; i++)
		pthread_mutex_init(&inputs->shards[i].lock, NULL);
	inputs->index = map_index(store, &inputs->index_length);
	return 0;
}

static bool is_worth_saving(const struct inputs *inputs)
{
	for (size_t s = 0; s < INPUTS_SHARDS; s++) {
		const struct inputs_shard *shard = &inputs->shards[s];

		for (size_t i = 0; i < shard->asked.count; i++) {
			const struct asked *asked = &shard->asked.at[i];
			const char *path = intern_text(&shard->paths, (name_id)i + 1);
			const struct index_entry *known;

			if (!asked->keep)
				continue;
			known = index_find(inputs->index, path, index_path_hash(path));
			if (!known || !index_stat_equal(&known->stat, &asked->stat) ||
			    known->day + REMARK_DAYS <= inputs->today)
				return true;
		}
	}
	return false;
}

typedef VEC(struct index_item) items;

static void add_asked(const struct inputs *inputs, items *items)
{
	for (size_t s = 0; s < INPUTS_SHARDS; s++) {
		const struct inputs_shard *shard = &inputs->shards[s];

		for (size_t i = 0; i < shard->asked.count; i++) {
			const struct asked *asked = &shard->asked.at[i];
			struct index_item item = {.path = intern_text(&shard->paths, (name_id)i + 1)};

			if (!asked->keep)
				continue;
			item.entry = (struct index_entry){.path_hash = index_path_hash(item.path),
							  .stat = asked->stat,
							  .hash = asked->hash,
							  .day = inputs->today};
			vec_push(items, item);
		}
	}
}

static struct inputs_shard *shard_of(const struct inputs *inputs, uint64_t path_hash)
{
	return &inputs->shards[path_hash % INPUTS_SHARDS];
}

/* Entries of earlier runs, on other files. What this run was asked for is known better, even where it is not kept. */
static void add_old(const struct inputs *inputs, const void *index, items *items)
{
	for (size_t i = 0; i < index_count(index); i++) {
		const struct index_entry *entry = index_at(index, i);
		const char *path = index_path(index, entry);
		const struct inputs_shard *shard = shard_of(inputs, entry->path_hash);
		name_id id = intern_find(&shard->paths, path);

		if (entry->day + INPUTS_KEPT_DAYS < inputs->today ||
		    (id != UINT32_MAX && !shard->asked.at[id - 1].past))
			continue;
		vec_push(items, (struct index_item){.entry = *entry, .path = path});
	}
}

static void save(const struct inputs *inputs)
{
	size_t length, now_length = 0;
	/* Not the index of when this run began: another process may have saved its own since. */
	void *now = map_index(inputs->store, &now_length), *bytes;
	items items = {0};

	add_asked(inputs, &items);
	add_old(inputs, now, &items);
	bytes = index_build(items.at, items.count, &length);
	if (bytes)
		store_write(inputs->store, "inputs", bytes, length);
	free(bytes);
	vec_free(&items);
	if (now)
		munmap(now, now_length);
}

void inputs_close(struct inputs *inputs)
{
	if (inputs->store->directory && is_worth_saving(inputs))
		save(inputs);
	if (inputs->index)
		munmap(inputs->index, inputs->index_length);
	for (size_t i = 0; i < INPUTS_SHARDS; i++) {
		pthread_mutex_destroy(&inputs->shards[i].lock);
		interns_free(&inputs->shards[i].paths);
		vec_free(&inputs->shards[i].asked);
	}
	free(inputs->shards);
	*inputs = (struct inputs){0};
}

/* ---- hashing ---- */

static bool hash_content(int file, struct cache_key *hash)
{
	char buffer[BUFFER];
	XXH3_state_t *state = XXH3_createState();
	XXH128_hash_t digest;
	ssize_t got;

	if (!state)
		die("out of memory");
	XXH3_128bits_reset(state);
	while ((got = read(file, buffer, sizeof buffer)) > 0 || (got < 0 && errno == EINTR))
		if (got > 0)
			XXH3_128bits_update(state, buffer, (size_t)got);
	digest = XXH3_128bits_digest(state);
	XXH3_freeState(state);
	memcpy(hash, &digest, sizeof *hash);
	return !got;
}

static void read_file(const struct inputs *inputs, const char *path, struct asked *asked)
{
	/* Without O_NONBLOCK, a FIFO that took the file's place would wait for a writer. */
	int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	struct index_stat after;
	struct stat status;
	int64_t begun = now_ns();

	if (file < 0)
		return;
	asked->read = true;
	if (!fstat(file, &status) && S_ISREG(status.st_mode)) {
		asked->stat = index_stat_of(&status);
		asked->readable = hash_content(file, &asked->hash);
		if (asked->readable && !fstat(file, &status)) {
			after = index_stat_of(&status);
			asked->keep = path[0] == '/' && index_stat_equal(&after, &asked->stat) &&
				      begun - after.modified_ns >= inputs->racy_ns &&
				      begun - after.changed_ns >= inputs->racy_ns;
		}
	}
	close(file);
}

static struct asked look_through(const struct overlay_file *file)
{
	struct asked asked = {.past = true, .readable = file->state == OVERLAY_CONTENT};
	XXH128_hash_t digest;

	if (asked.readable) {
		digest = XXH3_128bits(file->text, file->size);
		memcpy(&asked.hash, &digest, sizeof asked.hash);
	}
	return asked;
}

static struct asked look_at(const struct inputs *inputs, const char *path, uint64_t path_hash)
{
	const struct overlay_file *past = inputs->past ? overlay_find(inputs->past, path) : NULL;
	struct asked asked = {0};
	const struct index_entry *known;
	struct stat status;

	if (past)
		return look_through(past);
	if (stat(path, &status) || !S_ISREG(status.st_mode))
		return asked;
	asked.stat = index_stat_of(&status);
	known = index_find(inputs->index, path, path_hash);
	if (known && index_stat_equal(&known->stat, &asked.stat)) {
		asked.hash = known->hash;
		asked.readable = asked.keep = true;
	} else {
		read_file(inputs, path, &asked);
	}
	return asked;
}

static struct asked ask(struct inputs *inputs, const char *path)
{
	uint64_t path_hash = index_path_hash(path);
	struct inputs_shard *shard = shard_of(inputs, path_hash);
	struct asked asked = {0};
	name_id id;

	if (!path[0])
		return asked;
	pthread_mutex_lock(&shard->lock);
	id = intern(&shard->paths, path);
	if (id > shard->asked.count)
		vec_push(&shard->asked, look_at(inputs, path, path_hash));
	asked = shard->asked.at[id - 1];
	pthread_mutex_unlock(&shard->lock);
	return asked;
}

bool inputs_hash(struct inputs *inputs, const char *path, struct cache_key *hash)
{
	struct asked asked = ask(inputs, path);

	if (asked.readable)
		*hash = asked.hash;
	return asked.readable;
}

bool inputs_is_past(struct inputs *inputs, const char *path)
{
	return inputs->past && ask(inputs, path).past;
}

bool inputs_settled(struct inputs *inputs, const char *path)
{
	struct asked asked = ask(inputs, path);
	struct index_stat now;
	struct stat status;

	if (asked.past)
		return true;
	if (stat(path, &status) || !S_ISREG(status.st_mode))
		return !asked.readable;
	now = index_stat_of(&status);
	/* The time of modification may be any, and is part of what is compared. */
	return asked.readable && index_stat_equal(&now, &asked.stat) && now.changed_ns + TICK_NS < inputs->opened_ns;
}

struct inputs_count inputs_count(const struct inputs *inputs)
{
	struct inputs_count count = {0};

	for (size_t s = 0; s < INPUTS_SHARDS; s++) {
		const struct inputs_shard *shard = &inputs->shards[s];

		count.asked += shard->asked.count;
		for (size_t i = 0; i < shard->asked.count; i++)
			count.read += shard->asked.at[i].read;
	}
	return count;
}
