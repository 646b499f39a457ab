/* SPDX-License-Identifier: GPL-2.0-only */
/* demands: what a call reaches, for the fixpoint (demands.c) and for the findings (findings.c). */
#ifndef TOPHALF_DEMANDS_H
#define TOPHALF_DEMANDS_H

#include "analysis/analysis.h"

/* Visits every demand that `call` of `function` reaches, relative to the function's entry, whether forbidden
 * there or not. Returns whether any visit returned true. */
bool each_demand(struct analysis *analysis, uint32_t function, const struct call *call,
		 bool (*visit)(void *context, uint32_t function, const struct call *call, const struct demand *demand),
		 void *context);

/* Adds a demand to a summary, or a better witness for one it has. Returns whether the summary says more than before. */
bool keep_demand(struct summary *summary, const struct demand *demand);

/* The innermost region around the demand that forbids it, below the function or in it; NULL if none does. */
const struct origin *forbidden_by(const struct analysis *analysis, const struct call *call, const struct demand *demand,
				  enum severity *severity);

#endif
