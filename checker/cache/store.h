/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * store: blobs in the user's cache directory, by kind and key.
 *
 *	~/.cache/tophalf/store/KIND/xx/REST	the blob whose key is xxREST in hexadecimal
 *	~/.cache/tophalf/store/tmp/		what is being written
 *	~/.cache/tophalf/store/size		about how many bytes there are (evict.h)
 *	~/.cache/tophalf/store/inputs		hashes of files by path (inputs.h)
 *
 * A key says what a blob was made from, so a blob never changes; it can be gone at any time (evicted, cleared by
 * another process), and then it is made again. That is all a user of this needs to be ready for:
 *
 * - A blob appears whole or not at all: it is written in tmp/ and renamed. Killing the program at any point leaves at
 *   most a file in tmp/, which is removed by the first run that finds it a day old.
 * - A name replaces what had it before, so any number of processes may put the same key.
 * - Nothing is flushed to the disk. After a power cut a blob may have the right length and wrong bytes, so each kind
 *   carries a checksum, and its reader calls store_drop() where that does not match. An empty file is no blob.
 * - What cannot be written (full disk, read-only file system) is not kept. The first such failure is a warning, the
 *   rest is silent, and the run goes on.
 *
 * All functions are thread safe, apart from store_open() and store_close(). With a store that could not be opened, they
 * find nothing and keep nothing, so callers need not ask whether there is a cache.
 */
#ifndef TOPHALF_CACHE_STORE_H
#define TOPHALF_CACHE_STORE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "cache/key.h"

struct store {
	const char *directory; /* NULL: there is no cache */
	uint64_t limit;        /* bytes to keep at most */
	pthread_mutex_t lock;  /* of what follows */
	uint64_t unaccounted;  /* bytes put that the size file does not know of yet */
	bool put, warned;
};

/*
 * Finds or makes the store. -1 where no cache can be had (read-only home, …): there was one warning.
 * TOPHALF_CACHE_SIZE is the limit, 10G by default; 0 turns the cache off, which is -1 without a warning.
 */
int store_open(struct store *store, struct arena *arena);

/* Ends a run: where it put something, evicts what is over the limit. */
void store_close(struct store *store);

/* Maps the blob, read-only; NULL if there is none. The mapping stays valid when the blob is evicted. A blob whose last
 * use is more than a day ago is marked as used: its mtime is when it was put or used, which eviction goes by. */
void *store_map(struct store *store, const char *kind, const struct cache_key *key, size_t *length);
void store_unmap(void *bytes, size_t length);

/* Keeps a copy of the bytes, at least one. -1 where that fails. */
int store_put(struct store *store, const char *kind, const struct cache_key *key, const void *bytes, size_t length);

/* Whether there is such a blob, which is then marked as used: for those that others open by name. */
bool store_has(struct store *store, const char *kind, const struct cache_key *key);

/* The blob's file, whether there is one or not; NULL without a cache. Never write to it. */
const char *store_path(struct store *store, struct arena *arena, const char *kind, const struct cache_key *key);

/* For a blob that another program or library writes (a precompiled header): the name of a new, empty file, to be
 * written or replaced; NULL where there cannot be one. Then store_commit() makes it the blob, or removes it where that
 * fails (-1), or store_discard() removes it. */
const char *store_temporary(struct store *store, struct arena *arena);
int store_commit(struct store *store, const char *temporary, const char *kind, const struct cache_key *key);
void store_discard(const char *temporary);

/* Replaces the file `name` in the store's directory (no blob, never evicted) in the same way as blobs. */
int store_write(struct store *store, const char *name, const void *bytes, size_t length);

/* Removes a damaged blob; to say so is up to the caller, who knows what it will cost. */
void store_drop(struct store *store, const char *kind, const struct cache_key *key);

#endif
