/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * flows: what becomes of a function that is passed to one of the kernel's: stored in a slot, or handed to a call that rules
 * call a registration, through any number of calls.
 */
#ifndef TOPHALF_KNOWLEDGE_FLOWS_H
#define TOPHALF_KNOWLEDGE_FLOWS_H

#include "knowledge/collect.h"

struct flow {
	uint32_t function, param;
	uint32_t slot;      /* NONE: a registration */
	uint32_t in, event; /* the registering call, in the function `in` */
	uint32_t position;  /* the callback among its arguments */
};

struct flows {
	struct analysis *analysis;
	VEC(struct flow) list;
	struct map seen; /* (function, parameter) that the search for one parameter has been at */
};

/* Adds those of the function's parameters. */
void flows_of(struct flows *flows, uint32_t function);
void collect_flow(struct collecting *c, const struct flow *flow);
void flows_free(struct flows *flows);

#endif
