// SPDX-License-Identifier: GPL-2.0-only
/* In bytes: header, entries in order of their paths, NUL-terminated paths, output. */
#include "cache/verdict.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/arena.h"
#include "base/diag.h"

#define VERDICT_MAGIC 0x56485054u /* "TPHV" */
enum { VERDICT_VERSION = 1 };

struct header {
	uint32_t magic, version;
	uint64_t checksum; /* XXH3 of everything after it */
	uint64_t path_bytes, output_length;
	uint32_t count;
	int32_t code;
};

struct entry {
	struct cache_key hash;
	uint32_t path; /* offset among the paths */
	uint32_t missing;
};

enum { CHECKED_FROM = offsetof(struct header, path_bytes) };

/* ---- writing ---- */

static int compare(const void *left, const void *right)
{
	return strcmp((*(const struct verdict_input *const *)left)->path,
		      (*(const struct verdict_input *const *)right)->path);
}

static bool same_content(const struct verdict_input *a, const struct verdict_input *b)
{
	return a->missing == b->missing && (a->missing || cache_key_equal(&a->hash, &b->hash));
}

/* Sorts, drops repetitions; returns how many are left, or SIZE_MAX if two contradict each other. */
static size_t unite(const struct verdict_input **inputs, size_t count)
{
	size_t kept = 0;

	if (count)
		qsort(inputs, count, sizeof *inputs, compare);
	for (size_t i = 0; i < count; i++) {
		if (!kept || strcmp(inputs[kept - 1]->path, inputs[i]->path) != 0)
			inputs[kept++] = inputs[i];
		else if (!same_content(inputs[kept - 1], inputs[i]))
			return SIZE_MAX;
	}
	return kept;
}

static char *build(const struct verdict_input *const *inputs, size_t count, int code, const void *output,
		   size_t output_length, size_t *length)
{
	struct header header = {.magic = VERDICT_MAGIC,
				.version = VERDICT_VERSION,
				.output_length = output_length,
				.count = (uint32_t)count,
				.code = code};
	struct entry *entry;
	char *bytes, *text;

	for (size_t i = 0; i < count; i++)
		header.path_bytes += strlen(inputs[i]->path) + 1;
	if (count > UINT32_MAX || header.path_bytes > UINT32_MAX)
		return NULL;
	*length = sizeof header + count * sizeof *entry + header.path_bytes + output_length;
	bytes = xcalloc(1, *length);
	entry = (void *)(bytes + sizeof header);
	text = (char *)(entry + count);
	header.path_bytes = 0;
	for (size_t i = 0; i < count; i++, entry++) {
		size_t size = strlen(inputs[i]->path) + 1;

		entry->path = (uint32_t)header.path_bytes;
		entry->missing = inputs[i]->missing;
		if (!inputs[i]->missing)
			entry->hash = inputs[i]->hash;
		memcpy(text + header.path_bytes, inputs[i]->path, size);
		header.path_bytes += size;
	}
	if (output_length)
		memcpy(text + header.path_bytes, output, output_length);
	memcpy(bytes, &header, sizeof header);
	header.checksum = XXH3_64bits(bytes + CHECKED_FROM, *length - CHECKED_FROM);
	memcpy(bytes, &header, sizeof header);
	return bytes;
}

int verdict_put(struct store *store, const struct cache_key *key, const struct verdict_input *inputs, size_t count,
		int code, const void *output, size_t output_length)
{
	const struct verdict_input **sorted = xcalloc(count, sizeof *sorted);
	size_t length, kept;
	char *bytes = NULL;
	int result = -1;

	for (size_t i = 0; i < count; i++)
		sorted[i] = &inputs[i];
	kept = unite(sorted, count);
	if (kept != SIZE_MAX)
		bytes = build(sorted, kept, code, output, output_length, &length);
	if (bytes)
		result = store_put(store, VERDICT_KIND, key, bytes, length);
	free(bytes);
	free(sorted);
	return result;
}

/* ---- reading ---- */

static const struct entry *entries_of(const char *bytes)
{
	return (const void *)(bytes + sizeof(struct header));
}

static const char *paths_of(const char *bytes)
{
	return (const char *)(entries_of(bytes) + ((const struct header *)(const void *)bytes)->count);
}

static bool is_sound(const char *bytes, size_t length)
{
	const struct header *header = (const void *)bytes;
	size_t rest;

	if (length < sizeof *header || header->magic != VERDICT_MAGIC || header->version != VERDICT_VERSION ||
	    header->checksum != XXH3_64bits(bytes + CHECKED_FROM, length - CHECKED_FROM))
		return false;
	rest = length - sizeof *header;
	if (rest / sizeof(struct entry) < header->count)
		return false;
	rest -= header->count * sizeof(struct entry);
	if (header->path_bytes > rest || header->output_length != rest - header->path_bytes ||
	    (header->path_bytes && paths_of(bytes)[header->path_bytes - 1]))
		return false;
	for (uint32_t i = 0; i < header->count; i++)
		if (entries_of(bytes)[i].path >= header->path_bytes)
			return false;
	return true;
}

static bool holds(struct inputs *inputs, const char *bytes)
{
	const struct header *header = (const void *)bytes;

	for (uint32_t i = 0; i < header->count; i++) {
		const struct entry *entry = &entries_of(bytes)[i];
		struct cache_key hash;
		bool there = inputs_hash(inputs, paths_of(bytes) + entry->path, &hash);

		if (there == (entry->missing != 0) || (there && !cache_key_equal(&hash, &entry->hash)))
			return false;
	}
	return true;
}

bool verdict_get(struct store *store, struct inputs *inputs, const struct cache_key *key, struct verdict *verdict)
{
	size_t length;
	char *bytes = store_map(store, VERDICT_KIND, key, &length);
	const struct header *header = (const void *)bytes;

	*verdict = (struct verdict){0};
	if (!bytes)
		return false;
	if (!is_sound(bytes, length)) {
		char name[CACHE_KEY_TEXT];

		cache_key_text(key, name);
		warning("the cached verdict %s is damaged; it is made again", name);
		store_drop(store, VERDICT_KIND, key);
	} else if (holds(inputs, bytes)) {
		*verdict = (struct verdict){.code = header->code,
					    .output = paths_of(bytes) + header->path_bytes,
					    .output_length = header->output_length,
					    .blob = bytes,
					    .blob_length = length};
		return true;
	}
	store_unmap(bytes, length);
	return false;
}

void verdict_free(struct verdict *verdict)
{
	store_unmap(verdict->blob, verdict->blob_length);
	*verdict = (struct verdict){0};
}
