// SPDX-License-Identifier: GPL-2.0-only
#include "knowledge/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include <zstd.h>

#include "base/diag.h"
#include "project/path.h"

/* In the file: magic, then version, length and checksum (XXH3) of what is compressed, low byte first: the same on every
 * machine. */
static const char magic[8] = "tophalfK";
enum { AT_VERSION = 8, AT_LENGTH = 12, AT_CHECKSUM = 16, HEADER = 24, MAX_LENGTH = 1 << 28, LEVEL = 19 };

static void put_number(uint8_t *at, uint64_t number, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		at[i] = (uint8_t)(number >> 8 * i);
}

static uint64_t get_number(const uint8_t *at, size_t bytes)
{
	uint64_t number = 0;

	for (size_t i = 0; i < bytes; i++)
		number |= (uint64_t)at[i] << 8 * i;
	return number;
}

int tables_write(const struct tables *tables, const char *path)
{
	size_t length, room, packed;
	uint8_t *bytes = tables_pack(tables, &length), *file;
	int result;

	if (length > MAX_LENGTH) {
		free(bytes);
		return error("%s: too much for a knowledge file: %zu bytes", path, length);
	}
	room = ZSTD_compressBound(length);
	file = xmalloc(HEADER + room);
	memcpy(file, magic, sizeof magic);
	put_number(file + AT_VERSION, KNOWLEDGE_VERSION, 4);
	put_number(file + AT_LENGTH, length, 4);
	put_number(file + AT_CHECKSUM, XXH3_64bits(bytes, length), 8);
	packed = ZSTD_compress(file + HEADER, room, bytes, length, LEVEL);
	if (ZSTD_isError(packed))
		die("zstd: %s", ZSTD_getErrorName(packed));
	result = path_write(path, file, HEADER + packed);
	free(file);
	free(bytes);
	return result;
}

int tables_from_bytes(struct tables *tables, const void *bytes, size_t length, const char *name)
{
	const uint8_t *file = bytes;
	uint64_t version, unpacked;
	uint8_t *content;
	size_t got;
	int result;

	*tables = (struct tables){0};
	if (length < HEADER || memcmp(file, magic, sizeof magic) != 0)
		return error("%s: not a knowledge file", name);
	version = get_number(file + AT_VERSION, 4);
	if (version != KNOWLEDGE_VERSION)
		return error("%s: knowledge of version %u, this tophalf reads version %d", name, (unsigned)version,
			     KNOWLEDGE_VERSION);
	unpacked = get_number(file + AT_LENGTH, 4);
	if (unpacked > MAX_LENGTH)
		return error("%s: damaged knowledge: a length that cannot be", name);
	content = xmalloc(unpacked + 1);
	got = ZSTD_decompress(content, unpacked, file + HEADER, length - HEADER);
	if (ZSTD_isError(got) || got != unpacked)
		result = error("%s: damaged knowledge: %s", name,
			       ZSTD_isError(got) ? ZSTD_getErrorName(got) : "it is too short");
	else if (XXH3_64bits(content, got) != get_number(file + AT_CHECKSUM, 8))
		result = error("%s: damaged knowledge: wrong checksum", name);
	else
		result = tables_unpack(tables, content, got, name);
	free(content);
	if (result)
		tables_free(tables);
	return result;
}

int tables_read(struct tables *tables, const char *path)
{
	struct arena arena = {0};
	size_t length;
	const char *bytes;
	int result;

	errno = 0;
	bytes = path_read(&arena, path, &length);
	if (!bytes)
		result = error("%s: %s", path, errno ? strerror(errno) : "not a file that can be read");
	else
		result = tables_from_bytes(tables, bytes, length, path);
	arena_free(&arena);
	return result;
}
