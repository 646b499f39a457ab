// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/line.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>

void line_init(struct line *line, uint32_t count, const struct line_pairs *pairs)
{
	uint32_t *next = xcalloc((size_t)count + 1, sizeof *next);

	*line = (struct line){.count = count};
	line->first = xcalloc((size_t)count + 1, sizeof *line->first);
	line->waiting = xcalloc(pairs->count, sizeof *line->waiting);
	line->awaited = xcalloc(count, sizeof *line->awaited);
	line->remaining = xcalloc(count, sizeof *line->remaining);
	line->ready = xcalloc(count, sizeof *line->ready);
	for (size_t i = 0; i < pairs->count; i++) {
		line->first[pairs->at[i].before + 1]++;
		line->awaited[pairs->at[i].behind]++;
	}
	for (uint32_t i = 0; i < count; i++)
		line->first[i + 1] += line->first[i];
	memcpy(next, line->first, ((size_t)count + 1) * sizeof *next);
	for (size_t i = 0; i < pairs->count; i++)
		line->waiting[next[pairs->at[i].before]++] = pairs->at[i].behind;
	free(next);
}

void line_free(struct line *line)
{
	free(line->first);
	free(line->waiting);
	free(line->awaited);
	free(line->remaining);
	free(line->ready);
}

static void make_ready(struct line *line, uint32_t place)
{
	uint32_t at = __atomic_fetch_add(&line->put, 1, __ATOMIC_RELAXED);

	__atomic_store_n(&line->ready[at], place + 1, __ATOMIC_RELEASE);
}

void line_start(struct line *line)
{
	line->taken = line->put = 0;
	memcpy(line->remaining, line->awaited, line->count * sizeof *line->remaining);
	memset(line->ready, 0, line->count * sizeof *line->ready);
	for (uint32_t i = 0; i < line->count; i++)
		if (!line->awaited[i])
			make_ready(line, i);
}

uint32_t line_take(struct line *line, void (*meanwhile)(void *context), void *context)
{
	enum { PATIENCE = 2000 };
	uint32_t at = __atomic_fetch_add(&line->taken, 1, __ATOMIC_RELAXED), place;

	if (at >= line->count)
		return LINE_END;
	for (int tries = 0; !(place = __atomic_load_n(&line->ready[at], __ATOMIC_ACQUIRE)); tries++) {
		if (meanwhile)
			meanwhile(context);
		if (tries > PATIENCE)
			sched_yield();
	}
	return place - 1;
}

void line_done(struct line *line, uint32_t place)
{
	for (uint32_t i = line->first[place]; i < line->first[place + 1]; i++)
		if (!__atomic_sub_fetch(&line->remaining[line->waiting[i]], 1, __ATOMIC_ACQ_REL))
			make_ready(line, line->waiting[i]);
}
