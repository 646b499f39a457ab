/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * shared: records of one size, equal ones once, numbered in the order in which they came; for many threads.
 *
 * Two records are equal if their first `key` bytes are. Whoever puts a record gets its number; looking one up
 * takes no lock, and a record never moves. Which number a record gets depends on which thread came first: nothing that is
 * shown may depend on more than whether two numbers are equal.
 */
#ifndef TOPHALF_BASE_SHARED_H
#define TOPHALF_BASE_SHARED_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

enum { SHARED_CHUNK_BITS = 16, SHARED_CHUNK = 1 << SHARED_CHUNK_BITS, SHARED_SHARDS = 64 };

/* Part of the index: open addressing. The tables it has outgrown stay: another thread may still be reading them. */
struct shared_shard {
	pthread_mutex_t lock;
	struct shared_slots *slots; /* the newest */
};

struct shared {
	size_t size, key;
	void (*complete)(void *record, uint32_t number); /* of a new record, before anybody can see it; or NULL */
	char **chunks;                                   /* room for all that there can be */
	uint32_t count;
	struct shared_shard shards[SHARED_SHARDS];
};

#define SHARED_NONE UINT32_MAX

struct shared *shared_new(size_t size, size_t key, void (*complete)(void *record, uint32_t number));
void shared_free(struct shared *shared);

/* The number of the record that is equal to this one, or SHARED_NONE. */
uint32_t shared_find(const struct shared *shared, const void *record, uint64_t hash);

/* The same; if there is none yet, a copy is put in. */
uint32_t shared_put(struct shared *shared, const void *record, uint64_t hash);

#define shared_at(shared, type, number)                                                                                \
	((const type *)(const void *)(shared)->chunks[(number) >> SHARED_CHUNK_BITS] + ((number) & (SHARED_CHUNK - 1)))

#endif
