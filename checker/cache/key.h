/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * key: what content is known by: its XXH3-128, laid out like struct fact_hash.
 *
 * XXH3 is no cryptographic hash. The cache is the user's own; nobody who could place a collision there needs one.
 */
#ifndef TOPHALF_CACHE_KEY_H
#define TOPHALF_CACHE_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cache_key {
	uint32_t word[4];
};

/* 32 hexadecimal digits and a NUL. */
enum { CACHE_KEY_TEXT = 33 };

struct cache_key cache_key_of(const void *bytes, size_t length);

/* Makes `key` depend on these bytes too, on their order and on where one addition ends and the next begins. Starts from
 * a zeroed key. */
void cache_key_add(struct cache_key *key, const void *bytes, size_t length);

bool cache_key_equal(const struct cache_key *a, const struct cache_key *b);

void cache_key_text(const struct cache_key *key, char text[CACHE_KEY_TEXT]);

#endif
