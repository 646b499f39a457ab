// SPDX-License-Identifier: GPL-2.0-only
#include "base/intern.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/map.h"

uint64_t hash_text(const char *text, size_t length)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)text[i]) * 0x100000001b3u;
	return hash_mix(hash, length);
}

static void grow(struct interns *table)
{
	size_t room = table->room ? table->room * 2 : 1024;

	free(table->buckets);
	table->buckets = xcalloc(room, sizeof *table->buckets);
	table->hashes = xrealloc(table->hashes, room * sizeof *table->hashes);
	table->room = room;
	for (uint32_t id = 1; id < table->texts.count; id++) {
		size_t i = table->hashes[id] & (room - 1);

		while (table->buckets[i])
			i = (i + 1) & (room - 1);
		table->buckets[i] = id;
	}
}

/* The bucket that holds the text, or the empty one where it belongs. */
static size_t bucket_of(const struct interns *table, const char *text, size_t length, uint64_t hash)
{
	size_t i = hash & (table->room - 1);

	for (; table->buckets[i]; i = (i + 1) & (table->room - 1)) {
		uint32_t id = table->buckets[i];
		const char *have = table->texts.at[id];

		if (table->hashes[id] == hash && !strncmp(have, text, length) && !have[length])
			break;
	}
	return i;
}

name_id intern_n(struct interns *table, const char *text, size_t length)
{
	uint64_t hash = hash_text(text, length);
	size_t bucket;
	uint32_t id;

	if (!table->texts.count)
		vec_push(&table->texts, "");
	if (!length)
		return 0;
	if (table->texts.count * 2 >= table->room)
		grow(table);
	bucket = bucket_of(table, text, length, hash);
	id = table->buckets[bucket];
	if (id)
		return id;
	id = (uint32_t)table->texts.count;
	vec_push(&table->texts, arena_strndup(&table->arena, text, length));
	table->hashes[id] = hash;
	table->buckets[bucket] = id;
	return id;
}

name_id intern(struct interns *table, const char *text)
{
	return intern_n(table, text, strlen(text));
}

name_id intern_find(const struct interns *table, const char *text)
{
	size_t length = strlen(text);
	uint32_t id;

	if (!length)
		return 0;
	if (!table->room)
		return UINT32_MAX;
	id = table->buckets[bucket_of(table, text, length, hash_text(text, length))];
	return id ? id : UINT32_MAX;
}

const char *intern_text(const struct interns *table, name_id id)
{
	if (!id)
		return "";
	if (id >= table->texts.count)
		bug("string id %u of %zu", id, table->texts.count);
	return table->texts.at[id];
}

void interns_free(struct interns *table)
{
	vec_free(&table->texts);
	free(table->buckets);
	free(table->hashes);
	arena_free(&table->arena);
	memset(table, 0, sizeof *table);
}
