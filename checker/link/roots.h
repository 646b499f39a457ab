/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * roots: the functions that something outside the program calls, each with the context it then runs in:
 * registered by a call (registrations), stored in a slot with a contract, or of an object whose context a call has
 * fixed (deferrals).
 */
#ifndef TOPHALF_ROOTS_H
#define TOPHALF_ROOTS_H

#include "link/bind.h"
#include "link/slots.h"

struct root {
	uint32_t function;
	int context;
	const char *title;  /* the role, "URB completion handler" */
	const char *by;     /* name of the registering call, or title of the slot */
	uint32_t unit, loc; /* where it was registered */
};

struct roots {
	struct root *at;
	size_t count, room;
};

enum truth { FALSE_, TRUE_, MAYBE };

/* Whether conditions hold for a call's arguments, from what is written at the call: constants, masks, and
 * locals assigned once. */
enum truth when_holds(const struct when *when, struct program *program, uint32_t function, uint32_t event);

/* What the source has where the root was registered: the macro (timer_setup), else `by` (init_timer_key). */
const char *root_written(const struct program *program, const struct root *root);

/* Sorted by function, then context; each pair once. */
void roots_collect(struct roots *roots, struct program *program, const struct bound *bound, const struct slots *slots);
void roots_free(struct roots *roots);

#endif
