/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * order: all functions, callees first.
 *
 * Functions that call each other in a circle are a component; any other function is one alone. What counts are calls by
 * name of functions whose body says what they do: those that a rule speaks of are not looked into.
 */
#ifndef TOPHALF_ORDER_H
#define TOPHALF_ORDER_H

#include "analysis/analysis.h"
#include "analysis/line.h"

struct components {
	uint32_t count;
	uint32_t *first;         /* component i is analysis->order[first[i]] up to first[i + 1] */
	struct line_pairs calls; /* a component waits for those that it calls; a pair may be there more than once */
};

/* Fills analysis->order. */
void order_functions(struct analysis *analysis, struct components *components);
void components_free(struct components *components);

/* Whether the event, a call, names its callee. */
bool names_callee(const struct program *program, uint32_t function, uint32_t event);

/* The function that an event calls by its name and whose body says what it does, or NONE. */
uint32_t named_callee(const struct analysis *analysis, uint32_t function, uint32_t event);

#endif
