// SPDX-License-Identifier: GPL-2.0-only
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/pages.h"

struct arena_chunk {
	struct arena_chunk *older;
	size_t size;  /* of `bytes` */
	size_t pages; /* of all, from pages_alloc(); 0: from malloc */
	_Alignas(uint64_t) char bytes[];
};

/* LARGE: from here on an arena takes memory by huge pages. */
enum { CHUNK = 256 * 1024, LARGE = 2 << 20, ALIGN = _Alignof(uint64_t) };

static void add_chunk(struct arena *arena, size_t least)
{
	size_t size = least > CHUNK ? least : CHUNK, pages = sizeof(struct arena_chunk) + least;
	struct arena_chunk *chunk;

	if (arena->total < LARGE) {
		chunk = xcalloc(1, sizeof *chunk + size);
	} else {
		chunk = pages_alloc(&pages);
		chunk->pages = pages;
		size = pages - sizeof *chunk;
	}
	chunk->older = arena->chunks;
	chunk->size = size;
	arena->chunks = chunk;
	arena->next = chunk->bytes;
	arena->end = chunk->bytes + size;
	arena->total += size;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	size_t need = (size + ALIGN - 1) / ALIGN * ALIGN;
	void *memory;

	if (!arena->next || (size_t)(arena->end - arena->next) < need)
		add_chunk(arena, need);
	memory = arena->next;
	arena->next += need;
	return memory;
}

void *arena_copy(struct arena *arena, const void *bytes, size_t size)
{
	void *copy = arena_alloc(arena, size);

	if (size)
		memcpy(copy, bytes, size);
	return copy;
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	memcpy(copy, text, length);
	return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	int length;
	char *text;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0)
		bug("arena_printf: bad format \"%s\"", format);
	text = arena_alloc(arena, (size_t)length + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)length + 1, format, args);
	va_end(args);
	return text;
}

static void free_chunk(struct arena_chunk *chunk)
{
	if (chunk->pages)
		pages_free(chunk, chunk->pages);
	else
		free(chunk);
}

void arena_free(struct arena *arena)
{
	struct arena_chunk *chunk = arena->chunks;

	while (chunk) {
		struct arena_chunk *older = chunk->older;

		free_chunk(chunk);
		chunk = older;
	}
	memset(arena, 0, sizeof *arena);
}

void arena_reset(struct arena *arena)
{
	struct arena_chunk *chunk = arena->chunks;

	if (!chunk)
		return;
	if (!chunk->older) {
		memset(chunk->bytes, 0, (size_t)(arena->next - chunk->bytes));
		arena->next = chunk->bytes;
		return;
	}
	while (chunk->older) {
		struct arena_chunk *older = chunk->older;

		free_chunk(chunk);
		chunk = older;
	}
	memset(chunk->bytes, 0, chunk->size);
	*arena = (struct arena){chunk, chunk->bytes, chunk->bytes + chunk->size, chunk->size};
}

static void *check(void *memory, size_t size)
{
	if (!memory && size)
		die("out of memory (%zu bytes asked)", size);
	return memory;
}

void *xmalloc(size_t size)
{
	return check(malloc(size ? size : 1), size);
}

void *xcalloc(size_t count, size_t size)
{
	return check(calloc(count ? count : 1, size ? size : 1), count * size);
}

void *xrealloc(void *old, size_t size)
{
	return check(realloc(old, size ? size : 1), size);
}

char *xstrdup(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(xmalloc(size), text, size);
}
