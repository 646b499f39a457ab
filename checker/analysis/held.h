/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * held: what annotations say a function's callers hold.
 *
 * Annotations are evidence: a function that asserts a spin lock must not sleep, also where no caller is seen.
 */
#ifndef TOPHALF_HELD_H
#define TOPHALF_HELD_H

#include "analysis/analysis.h"

/* The region that holding the lock at an address means, by the lock's type; NO_RULE if it is not known. */
int region_of_lock(const struct analysis *analysis, uint32_t function, term_id address);

/* Adds a region that callers have entered. Of several annotations the one with the fewest conditions counts, and of several
 * states at one what all of them have. */
void add_held(struct summary *summary, const struct held *held);

/* Adds what stands behind the function's declaration: `__must_hold(&dev->lock)`. */
void held_by_declaration(struct analysis *analysis, uint32_t function);

#endif
