/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * inputs: what files contain, as hashes, without reading those that did not change.
 *
 * The index, store/inputs, has for each path what stat() said when the file was hashed: device, inode, size, time of
 * modification and of change. As long as all of them are the same, so is the content: setting a file's mtime back
 * changes its ctime. One case is left: a file that is written twice within one tick of the file system's clock. So a
 * file that had changed within 2 s before it was hashed does not get into the index ("racily clean", as in git).
 *
 * In one run, a path has one answer, however often and from whatever thread it is asked for. Someone else (a parser)
 * reads the file at another moment than this does, so before keeping anything made from it for later runs, ask
 * inputs_settled().
 *
 * Symbolic links are followed. A path that is not absolute is not remembered beyond the run. Entries not asked
 * for in 30 days are left out when the index is saved. Of two processes that save, the later one adds the entries of
 * the earlier one to its own.
 */
#ifndef TOPHALF_CACHE_INPUTS_H
#define TOPHALF_CACHE_INPUTS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/overlay.h"
#include "cache/key.h"
#include "cache/store.h"

enum { INPUTS_SHARDS = 64, INPUTS_KEPT_DAYS = 30 };

struct inputs_shard;

struct inputs {
	struct store *store;
	void *index; /* mapped; NULL: there is none */
	size_t index_length;
	struct inputs_shard *shards;
	uint32_t today;    /* days since 1970 */
	int64_t opened_ns; /* when the run began, since 1970; tests change it */
	int64_t racy_ns;   /* how long a file must have been left alone to get into the index; tests change it */
	const struct overlay *past; /* that files are seen through, before any is asked for; NULL: as they are */
};

/* Reads the index. A damaged one is a warning and makes an empty one; 0 then too, and where `store` has no cache, so
 * there is nothing to check, and inputs_hash() works in any case. */
int inputs_open(struct inputs *inputs, struct store *store);

/* Saves the index if there is something new in it, and frees all. */
void inputs_close(struct inputs *inputs);

/* The XXH3-128 of the file's content; false if it is no regular file that can be read. Thread safe. */
bool inputs_hash(struct inputs *inputs, const char *path, struct cache_key *hash);

/* Whether the overlay tells of it. Thread safe. */
bool inputs_is_past(struct inputs *inputs, const char *path);

/* Whether the file is the same from the beginning of the run until now, as far as its status tells: then what was read of
 * it is what was hashed. A missing one that is still missing is settled. Thread safe. */
bool inputs_settled(struct inputs *inputs, const char *path);

/* How many paths were asked for in this run, and how many of them had to be read. */
struct inputs_count {
	size_t asked, read;
};
struct inputs_count inputs_count(const struct inputs *inputs);

#endif
