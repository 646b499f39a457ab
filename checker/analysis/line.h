/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * line: things that threads do in turn, where some have to wait until others are done. They are known by their place in an
 * order in which a single thread could do them: nobody waits for one that comes behind.
 */
#ifndef TOPHALF_LINE_H
#define TOPHALF_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"

#define LINE_END UINT32_MAX

/* `behind` waits for `before`. */
struct line_pair {
	uint32_t before, behind;
};

struct line_pairs {
	struct line_pair *at;
	size_t count, room;
};

struct line {
	uint32_t count;
	uint32_t *first; /* those that wait for i are waiting[first[i]] to waiting[first[i + 1]] */
	uint32_t *waiting;
	uint32_t *awaited;   /* for how many it waits */
	uint32_t *remaining; /* of these, now */
	uint32_t *ready;     /* places + 1 whose turn has come, as it came; 0: not known yet */
	uint32_t taken, put; /* of `ready` */
};

/* A pair may be there more than once. */
void line_init(struct line *line, uint32_t count, const struct line_pairs *pairs);
void line_free(struct line *line);

/* Before all of them are done, again or for the first time; by one thread. */
void line_start(struct line *line);

/* The next thing to do, or LINE_END. While there is none, calls meanwhile(context), if it is given. */
uint32_t line_take(struct line *line, void (*meanwhile)(void *context), void *context);
void line_done(struct line *line, uint32_t place);

#endif
