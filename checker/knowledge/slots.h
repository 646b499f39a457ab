/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * slots: what the kernel itself has in slots that modules can call or fill: how many functions, since that says how doubtful a
 * call through the slot is, and those that demand something.
 */
#ifndef TOPHALF_KNOWLEDGE_SLOTS_H
#define TOPHALF_KNOWLEDGE_SLOTS_H

#include "knowledge/collect.h"

struct held_functions {
	struct collecting *collecting;
	VEC(uint32_t) list; /* functions whose summaries are wanted */
	struct map index;
};

/* Fills the table of holders. `reached`: the slots that the kernel calls, as a bit set. */
void held_collect(struct held_functions *held, struct collecting *collecting, const uint64_t *reached);
void held_free(struct held_functions *held);

#endif
