/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Arena: memory that lives as long as a phase.
 *
 * A phase (loading rules, linking, analysing) owns one arena and frees it whole; nothing in
 * analysis code calls free(). Passing an arena to a function tells who owns its result.
 * Memory is zeroed. Running out of memory ends the program with a message: there is no useful
 * way to go on, and a checker must never report "clean" after losing something.
 *
 * An arena is not thread safe; each thread uses its own.
 */
#ifndef TOPHALF_BASE_ARENA_H
#define TOPHALF_BASE_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena {
	struct arena_chunk *chunks; /* newest first */
	char *next;                 /* first free byte of the newest chunk */
	char *end;
	size_t total; /* bytes asked from the system */
};

/* `size` zeroed bytes, aligned for numbers and pointers. Never NULL. */
void *arena_alloc(struct arena *arena, size_t size);

/* A copy of `size` bytes. */
void *arena_copy(struct arena *arena, const void *bytes, size_t size);

/* A NUL-terminated copy of the first `length` bytes of `text`. */
char *arena_strndup(struct arena *arena, const char *text, size_t length);

/* printf into the arena. */
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Frees everything; the arena is empty and usable again. */
void arena_free(struct arena *arena);

/* The same, but some memory stays for what comes next: for a phase that is run many times. */
void arena_reset(struct arena *arena);

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc((arena), sizeof(type) * (size_t)(count)))

/* malloc, calloc and realloc that end the program with a message instead of returning NULL. */
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *old, size_t size);
char *xstrdup(const char *text);

#endif
