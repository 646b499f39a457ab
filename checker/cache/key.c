// SPDX-License-Identifier: GPL-2.0-only
#include "cache/key.h"

#include <stdio.h>
#include <string.h>
#include <xxhash.h>

_Static_assert(sizeof(XXH128_hash_t) == sizeof(struct cache_key), "a key is an XXH3-128");

struct cache_key cache_key_of(const void *bytes, size_t length)
{
	XXH128_hash_t hash = XXH3_128bits(bytes, length);
	struct cache_key key;

	memcpy(&key, &hash, sizeof key);
	return key;
}

void cache_key_add(struct cache_key *key, const void *bytes, size_t length)
{
	struct {
		struct cache_key so_far, added;
	} both = {*key, cache_key_of(bytes, length)};

	*key = cache_key_of(&both, sizeof both);
}

bool cache_key_equal(const struct cache_key *a, const struct cache_key *b)
{
	return !memcmp(a, b, sizeof *a);
}

void cache_key_text(const struct cache_key *key, char text[CACHE_KEY_TEXT])
{
	snprintf(text, CACHE_KEY_TEXT, "%08x%08x%08x%08x", key->word[0], key->word[1], key->word[2], key->word[3]);
}
