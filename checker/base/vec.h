/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vec: a growable array of any type.
 *
 *	struct { struct event *at; size_t count, room; } events = {0};
 *	vec_push(&events, event);
 *	for (size_t i = 0; i < events.count; i++) use(events.at[i]);
 *	vec_free(&events);
 *
 * `at` is malloc'ed and moves when the array grows: keep indexes, not pointers.
 * VEC(type) names such a struct.
 */
#ifndef TOPHALF_BASE_VEC_H
#define TOPHALF_BASE_VEC_H

#include <stddef.h>
#include <stdlib.h>

#include "base/arena.h"

#define VEC(type)                                                                                                      \
	struct {                                                                                                       \
		type *at;                                                                                              \
		size_t count, room;                                                                                    \
	}

#define vec_reserve(v, least)                                                                                          \
	do {                                                                                                           \
		if ((v)->room < (size_t)(least)) {                                                                     \
			(v)->room = (v)->room * 2 > (size_t)(least) ? (v)->room * 2 : (size_t)(least) + 4;             \
			(v)->at = (__typeof__((v)->at))xrealloc((v)->at, (v)->room * sizeof *(v)->at);                 \
		}                                                                                                      \
	} while (0)

#define vec_push(v, ...)                                                                                               \
	do {                                                                                                           \
		vec_reserve((v), (v)->count + 1);                                                                      \
		(v)->at[(v)->count++] = (__VA_ARGS__);                                                                 \
	} while (0)

#define vec_free(v)                                                                                                    \
	do {                                                                                                           \
		free((v)->at);                                                                                         \
		(v)->at = NULL;                                                                                        \
		(v)->count = (v)->room = 0;                                                                            \
	} while (0)

#endif
