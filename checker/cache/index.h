/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * index: the file of inputs.h. This header, the entries in order of (path_hash, path), their NUL-terminated paths; host
 * order, as it is a cache of this machine. An entry is found by bisection in the mapped file, so that opening it costs
 * no more than its checksum.
 */
#ifndef TOPHALF_CACHE_INDEX_H
#define TOPHALF_CACHE_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "cache/key.h"

#define INDEX_MAGIC 0x49485054u /* "TPHI" */
enum { INDEX_VERSION = 1 };

struct index_header {
	uint32_t magic, version;
	uint64_t checksum; /* XXH3 of everything after it */
	uint32_t count, text_bytes;
};

/* What stat() says about a file. */
struct index_stat {
	uint64_t device, inode, size;
	int64_t modified_ns, changed_ns;
};

struct index_entry {
	uint64_t path_hash;
	struct index_stat stat;
	struct cache_key hash;
	uint32_t path; /* offset among the paths */
	uint32_t day;  /* when it was last asked for, in days since 1970, give or take a week */
};

struct index_stat index_stat_of(const struct stat *status);

static inline bool index_stat_equal(const struct index_stat *a, const struct index_stat *b)
{
	return a->device == b->device && a->inode == b->inode && a->size == b->size &&
	       a->modified_ns == b->modified_ns && a->changed_ns == b->changed_ns;
}

uint64_t index_path_hash(const char *path);

/* Whether the bytes are an index; what follows takes only such ones, or NULL for an empty one. */
bool index_check(const void *bytes, size_t length);

size_t index_count(const void *bytes);
const struct index_entry *index_at(const void *bytes, size_t i);
const char *index_path(const void *bytes, const struct index_entry *entry);
const struct index_entry *index_find(const void *bytes, const char *path, uint64_t path_hash);

/* An entry to be written, with its path apart. */
struct index_item {
	struct index_entry entry;
	const char *path;
};

/* Sorts the items, of which no two have the same path, and makes them an index: malloc'ed, NULL where it would be too
 * large. */
void *index_build(struct index_item *items, size_t count, size_t *length);

#endif
