/* SPDX-License-Identifier: GPL-2.0-only */
/* confidence: how sure it is that the way to a demand can be gone. */
#ifndef TOPHALF_CONFIDENCE_H
#define TOPHALF_CONFIDENCE_H

#include "analysis/analysis.h"

/* With so many conditions, or a longer path, it is doubtful whatever else there is. */
enum { UNLIKELY_CONDITIONS = 6, UNLIKELY_LENGTH = 12 };

/* Of a demand that `function`, where the context begins, reaches. */
enum confidence confidence_of(struct analysis *analysis, uint32_t function, const struct demand *demand);

#endif
