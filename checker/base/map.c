// SPDX-License-Identifier: GPL-2.0-only
#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

uint64_t hash_mix(uint64_t a, uint64_t b)
{
	uint64_t x = a * 0x9e3779b97f4a7c15u + b;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

static struct map_entry *slot_of(const struct map *map, uint64_t key)
{
	size_t i = hash_mix(key, 0) & (map->room - 1);

	while (map->entries[i].used && map->entries[i].key != key)
		i = (i + 1) & (map->room - 1);
	return &map->entries[i];
}

uint32_t map_get(const struct map *map, uint64_t key, uint32_t missing)
{
	struct map_entry *entry;

	if (!map->room)
		return missing;
	entry = slot_of(map, key);
	return entry->used ? entry->value : missing;
}

static void grow(struct map *map)
{
	struct map old = *map;

	map->room = old.room ? old.room * 2 : 16;
	map->entries = xcalloc(map->room, sizeof *map->entries);
	for (size_t i = 0; i < old.room; i++)
		if (old.entries[i].used)
			*slot_of(map, old.entries[i].key) = old.entries[i];
	free(old.entries);
}

uint32_t *map_put(struct map *map, uint64_t key, bool *added)
{
	struct map_entry *entry;

	if (map->count * 4 >= map->room * 3)
		grow(map);
	entry = slot_of(map, key);
	if (added)
		*added = !entry->used;
	if (!entry->used) {
		entry->used = 1;
		entry->key = key;
		map->count++;
	}
	return &entry->value;
}

void map_free(struct map *map)
{
	free(map->entries);
	memset(map, 0, sizeof *map);
}
