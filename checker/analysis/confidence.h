/* SPDX-License-Identifier: GPL-2.0-only */
/* confidence: how sure it is that the way to a demand can be gone. */
#ifndef TOPHALF_CONFIDENCE_H
#define TOPHALF_CONFIDENCE_H

#include "analysis/analysis.h"

/* Of a demand that `function`, where the context begins, reaches. */
enum confidence confidence_of(struct analysis *analysis, uint32_t function, const struct demand *demand);

#endif
