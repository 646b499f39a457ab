/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * slots: which functions each slot can hold, and which reach each parameter.
 *
 * Flow insensitive, over the whole program: static initialisers, stores, and functions that are passed as
 * arguments, through any number of wrappers, until they are stored or handed to a call.
 */
#ifndef TOPHALF_SLOTS_H
#define TOPHALF_SLOTS_H

#include "link/program.h"

/* A function that a slot or parameter can hold. */
struct holder {
	uint32_t function;
	uint32_t object;    /* field or global that embeds the record of the slot; NONE if not known */
	uint32_t unit, loc; /* where it was stored or first passed */
};

struct holders {
	struct holder *at;
	size_t count, room;
};

struct slots {
	struct holders *by_field; /* by field number */
	size_t nfields;
	struct map params; /* (function, parameter) to index into by_param */
	VEC(struct holders) by_param;
};

void slots_collect(struct slots *slots, struct program *program);
void slots_free(struct slots *slots);

/* Never NULL; may be empty. */
const struct holders *slot_holders(const struct slots *slots, uint32_t field);
const struct holders *param_holders(const struct slots *slots, uint32_t function, uint32_t param);

/* The slot that a callee value loads from, or NONE. */
uint32_t slot_of_value(struct program *program, uint32_t function, uint32_t value);

/* The field or global in which the record at an address value is embedded, or NONE. A record in a wrapper counts as the
 * wrapper. */
uint32_t object_of_address(struct program *program, uint32_t function, uint32_t address);

/* The only value ever assigned to a local, or NONE. */
uint32_t only_assignment(const struct program *program, uint32_t function, uint32_t local);

#endif
