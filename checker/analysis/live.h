/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * live: which locals and conditions the rest of a function can still ask about.
 *
 * States that agree on all that is live are joined; so knowledge that no later branch or argument
 * needs never keeps two paths apart.
 */
#ifndef TOPHALF_LIVE_H
#define TOPHALF_LIVE_H

#include "analysis/analysis.h"

/* By block of the function, at its entry; in the arena. */
const struct live *live_compute(const struct analysis *analysis, struct arena *arena, uint32_t function);

#endif
