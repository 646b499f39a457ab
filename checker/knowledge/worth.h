/* SPDX-License-Identifier: GPL-2.0-only */
/* worth: which demands go into a knowledge file. */
#ifndef TOPHALF_KNOWLEDGE_WORTH_H
#define TOPHALF_KNOWLEDGE_WORTH_H

#include "analysis/analysis.h"

/* Whether the same regions and contexts forbid both. */
bool demands_alike(const struct analysis *analysis, const struct demand *a, const struct demand *b);

/* Whether that demand, of all of a function's, is to be kept. */
bool demand_is_worth(const struct analysis *analysis, const struct demand *demands, size_t count, size_t index);

#endif
