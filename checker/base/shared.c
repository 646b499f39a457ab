// SPDX-License-Identifier: GPL-2.0-only
#include "base/shared.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/pages.h"

enum { MAX_CHUNKS = 1 << 13, FIRST_ROOM = 64 };

/* A slot: the high half of the hash, by which it lies where it does, and the number + 1; 0 for none. */
struct shared_slots {
	struct shared_slots *older;
	size_t room, used;
	uint64_t at[];
};

static struct shared_slots *make_slots(size_t room, struct shared_slots *older)
{
	struct shared_slots *slots = xcalloc(1, sizeof *slots + room * sizeof *slots->at);

	slots->room = room;
	slots->older = older;
	return slots;
}

/* Small programs make do with the first chunk. */
static char *make_chunk(const struct shared *shared, uint32_t number)
{
	size_t size = SHARED_CHUNK * shared->size;

	return number < SHARED_CHUNK ? xcalloc(1, size) : pages_alloc(&size);
}

static void free_chunk(const struct shared *shared, char *chunk, uint32_t number)
{
	size_t size = SHARED_CHUNK * shared->size;

	if (number < SHARED_CHUNK)
		free(chunk);
	else
		pages_free(chunk, (size + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE);
}

struct shared *shared_new(size_t size, size_t key, void (*complete)(void *record, uint32_t number))
{
	struct shared *shared = xcalloc(1, sizeof *shared);

	*shared = (struct shared){.size = size, .key = key, .complete = complete};
	shared->chunks = xcalloc(MAX_CHUNKS, sizeof *shared->chunks);
	for (int i = 0; i < SHARED_SHARDS; i++) {
		pthread_mutex_init(&shared->shards[i].lock, NULL);
		shared->shards[i].slots = make_slots(FIRST_ROOM, NULL);
	}
	return shared;
}

void shared_free(struct shared *shared)
{
	for (int i = 0; i < SHARED_SHARDS; i++) {
		struct shared_slots *slots = shared->shards[i].slots;

		while (slots) {
			struct shared_slots *older = slots->older;

			free(slots);
			slots = older;
		}
		pthread_mutex_destroy(&shared->shards[i].lock);
	}
	for (size_t i = 0; i < MAX_CHUNKS && shared->chunks[i]; i++)
		free_chunk(shared, shared->chunks[i], (uint32_t)(i << SHARED_CHUNK_BITS));
	free(shared->chunks);
	free(shared);
}

static char *record_at(const struct shared *shared, uint32_t number)
{
	return __atomic_load_n(&shared->chunks[number >> SHARED_CHUNK_BITS], __ATOMIC_ACQUIRE) +
	       (number & (SHARED_CHUNK - 1)) * shared->size;
}

/*
 * What the slot of the record holds, 0 for none; *at is the slot, or where it belongs. The slot is read once: the next
 * moment another record may be in one that was empty. A record is complete before its slot is seen.
 */
static uint64_t find(const struct shared *shared, struct shared_slots *slots, const void *record, uint64_t hash,
		     uint64_t **at)
{
	size_t i = hash >> 32 & (slots->room - 1);
	uint64_t slot;

	for (; (slot = __atomic_load_n(&slots->at[i], __ATOMIC_ACQUIRE)); i = (i + 1) & (slots->room - 1))
		if (slot >> 32 == hash >> 32 && !memcmp(record_at(shared, (uint32_t)slot - 1), record, shared->key))
			break;
	*at = &slots->at[i];
	return slot;
}

static void grow(struct shared_shard *shard)
{
	struct shared_slots *old = shard->slots, *slots = make_slots(old->room * 2, old);

	for (size_t i = 0; i < old->room; i++) {
		size_t j = old->at[i] >> 32 & (slots->room - 1);

		if (!old->at[i])
			continue;
		while (slots->at[j])
			j = (j + 1) & (slots->room - 1);
		slots->at[j] = old->at[i];
	}
	slots->used = old->used;
	__atomic_store_n(&shard->slots, slots, __ATOMIC_RELEASE);
}

static uint32_t add(struct shared *shared, struct shared_shard *shard, const void *record, uint64_t hash)
{
	uint32_t number = __atomic_fetch_add(&shared->count, 1, __ATOMIC_RELAXED);
	char **chunk = &shared->chunks[number >> SHARED_CHUNK_BITS], *none = NULL, *copy;
	uint64_t *slot;

	if (number >> SHARED_CHUNK_BITS >= MAX_CHUNKS)
		die("out of memory (%u records of one kind)", number);
	if (!__atomic_load_n(chunk, __ATOMIC_ACQUIRE)) {
		char *fresh = make_chunk(shared, number);

		if (!__atomic_compare_exchange_n(chunk, &none, fresh, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
			free_chunk(shared, fresh, number);
	}
	copy = record_at(shared, number);
	memcpy(copy, record, shared->size);
	if (shared->complete)
		shared->complete(copy, number);
	if (shard->slots->used * 4 >= shard->slots->room * 3)
		grow(shard);
	shard->slots->used++;
	find(shared, shard->slots, record, hash, &slot);
	__atomic_store_n(slot, (hash >> 32 << 32) | (number + 1), __ATOMIC_RELEASE);
	return number;
}

uint32_t shared_find(const struct shared *shared, const void *record, uint64_t hash)
{
	const struct shared_shard *shard = &shared->shards[hash & (SHARED_SHARDS - 1)];
	struct shared_slots *slots = __atomic_load_n(&shard->slots, __ATOMIC_ACQUIRE);
	uint64_t *slot;

	/* its number + 1, or 0 */
	return (uint32_t)find(shared, slots, record, hash, &slot) - 1;
}

uint32_t shared_put(struct shared *shared, const void *record, uint64_t hash)
{
	struct shared_shard *shard = &shared->shards[hash & (SHARED_SHARDS - 1)];
	uint32_t number = shared_find(shared, record, hash);

	if (number != SHARED_NONE)
		return number;
	pthread_mutex_lock(&shard->lock);
	number = shared_find(shared, record, hash); /* perhaps another thread's since */
	if (number == SHARED_NONE)
		number = add(shared, shard, record, hash);
	pthread_mutex_unlock(&shard->lock);
	return number;
}
