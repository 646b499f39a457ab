/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * crew: the threads of one analysis.
 *
 * Each member has the analysis as a struct of its own, with memory and findings of its own; program, terms, summaries
 * are everybody's. Who writes to a summary that others read while they work has to see to the order.
 */
#ifndef TOPHALF_CREW_H
#define TOPHALF_CREW_H

#include "analysis/analysis.h"

/* How many there are at most: analysis->jobs, or fewer where the program is small. At least 1. */
unsigned crew_size(const struct analysis *analysis);

/* Has every member do work(member, context) once, in a thread of its own; the analysis itself is the first. Returns when all
 * have. */
void crew_work(struct analysis *analysis, void (*work)(struct analysis *member, void *context), void *context);

/* Frees what the members have of their own. */
void crew_free(struct analysis *analysis);

#endif
