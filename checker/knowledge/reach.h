/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * reach: where the kernel calls the slots that modules can fill: in which regions, and from which roots.
 *
 * "Calls slot s" is carried from callee to caller as demands are, until a region forbids to sleep; what is kept are the
 * calls on a few of the ways from such a region, or from a root that must not sleep, to the slot. They become calls of
 * summaries: whoever has them finds what a function in the slot demands there as if the kernel's source were there.
 */
#ifndef TOPHALF_KNOWLEDGE_REACH_H
#define TOPHALF_KNOWLEDGE_REACH_H

#include "knowledge/collect.h"
#include "knowledge/flows.h"

/* Calls that a function in the tables makes. */
struct caller {
	uint32_t function, func;
	VEC(struct known_call_of {
		const struct call *call;
		uint32_t callee;
	})
	calls;
};

struct reach {
	struct collecting *collecting;
	VEC(struct caller) callers;
	struct map by_func; /* index into callers, + 1 */
	uint64_t *slots;    /* bit set of fields that are reached */
	size_t nslots;      /* how many */
};

/* Slots that flows lead to are open to modules although their records are not. The demands of the analysis are as before when
 * it returns. */
void reach_compute(struct reach *reach, struct collecting *collecting, const struct flows *flows);

/* The calls of a func, appended to the tables. */
struct fact_range reach_calls(struct reach *reach, uint32_t func);

bool reach_has(const struct reach *reach, uint32_t slot);
void reach_free(struct reach *reach);

#endif
