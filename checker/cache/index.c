// SPDX-License-Identifier: GPL-2.0-only
#include "cache/index.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/arena.h"

enum { CHECKED_FROM = offsetof(struct index_header, count) };

static int64_t in_ns(struct timespec time)
{
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

struct index_stat index_stat_of(const struct stat *status)
{
	return (struct index_stat){
		.device = status->st_dev,
		.inode = status->st_ino,
		.size = (uint64_t)status->st_size,
		.modified_ns = in_ns(status->st_mtim),
		.changed_ns = in_ns(status->st_ctim),
	};
}

uint64_t index_path_hash(const char *path)
{
	return XXH3_64bits(path, strlen(path));
}

/* ---- reading ---- */

static const struct index_entry *entries_of(const void *bytes)
{
	return (const void *)((const char *)bytes + sizeof(struct index_header));
}

static const char *paths_of(const void *bytes)
{
	const struct index_header *header = bytes;

	return (const char *)(entries_of(bytes) + header->count);
}

bool index_check(const void *bytes, size_t length)
{
	const struct index_header *header = bytes;
	const char *paths;

	if (length < sizeof *header || header->magic != INDEX_MAGIC || header->version != INDEX_VERSION ||
	    length - sizeof *header != header->count * sizeof(struct index_entry) + header->text_bytes ||
	    header->checksum != XXH3_64bits((const char *)bytes + CHECKED_FROM, length - CHECKED_FROM))
		return false;
	paths = paths_of(bytes);
	if (header->text_bytes && paths[header->text_bytes - 1])
		return false;
	for (uint32_t i = 0; i < header->count; i++)
		if (entries_of(bytes)[i].path >= header->text_bytes)
			return false;
	return true;
}

size_t index_count(const void *bytes)
{
	return bytes ? ((const struct index_header *)bytes)->count : 0;
}

const struct index_entry *index_at(const void *bytes, size_t i)
{
	return entries_of(bytes) + i;
}

const char *index_path(const void *bytes, const struct index_entry *entry)
{
	return paths_of(bytes) + entry->path;
}

const struct index_entry *index_find(const void *bytes, const char *path, uint64_t path_hash)
{
	size_t low = 0, count = index_count(bytes), high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (index_at(bytes, middle)->path_hash < path_hash)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < count && index_at(bytes, low)->path_hash == path_hash; low++)
		if (!strcmp(index_path(bytes, index_at(bytes, low)), path))
			return index_at(bytes, low);
	return NULL;
}

/* ---- writing ---- */

static int compare(const void *left, const void *right)
{
	const struct index_item *a = left, *b = right;

	if (a->entry.path_hash != b->entry.path_hash)
		return a->entry.path_hash < b->entry.path_hash ? -1 : 1;
	return strcmp(a->path, b->path);
}

void *index_build(struct index_item *items, size_t count, size_t *length)
{
	struct index_header *header;
	struct index_entry *entry;
	size_t text_bytes = 0;
	char *bytes, *text;

	for (size_t i = 0; i < count; i++)
		text_bytes += strlen(items[i].path) + 1;
	if (count > UINT32_MAX || text_bytes > UINT32_MAX)
		return NULL;
	if (count)
		qsort(items, count, sizeof *items, compare);
	*length = sizeof *header + count * sizeof *entry + text_bytes;
	bytes = xcalloc(1, *length);
	header = (void *)bytes;
	*header = (struct index_header){.magic = INDEX_MAGIC,
					.version = INDEX_VERSION,
					.count = (uint32_t)count,
					.text_bytes = (uint32_t)text_bytes};
	entry = (void *)(bytes + sizeof *header);
	text = (char *)(entry + count);
	text_bytes = 0;
	for (size_t i = 0; i < count; i++, entry++) {
		size_t size = strlen(items[i].path) + 1;

		*entry = items[i].entry;
		entry->path = (uint32_t)text_bytes;
		memcpy(text + text_bytes, items[i].path, size);
		text_bytes += size;
	}
	header->checksum = XXH3_64bits(bytes + CHECKED_FROM, *length - CHECKED_FROM);
	return bytes;
}
