/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * map: 64-bit key to 32-bit value, open addressing. Iteration order is never used, so that output
 * cannot depend on it. Keys are any 64-bit number (two packed ids, a hash of content).
 *
 * A zeroed struct is an empty map. Not thread safe.
 */
#ifndef TOPHALF_BASE_MAP_H
#define TOPHALF_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct map_entry {
	uint64_t key;
	uint32_t value;
	uint32_t used;
};

struct map {
	struct map_entry *entries;
	size_t count, room;
};

/* The value of `key`, or `missing`. */
uint32_t map_get(const struct map *map, uint64_t key, uint32_t missing);

/* Where the value of `key` is kept; *added tells whether the key is new (its value is then 0).
 * Valid until the next map_put. */
uint32_t *map_put(struct map *map, uint64_t key, bool *added);

void map_free(struct map *map);

static inline uint64_t map_pair(uint32_t high, uint32_t low)
{
	return (uint64_t)high << 32 | low;
}

/* A well-mixed 64-bit hash of two words (splitmix64's finaliser). */
uint64_t hash_mix(uint64_t a, uint64_t b);

#endif
