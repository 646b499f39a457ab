/* SPDX-License-Identifier: GPL-2.0-only */
/* export: the knowledge file of an analysed kernel (knowledge.h says what is in it). */
#ifndef TOPHALF_KNOWLEDGE_EXPORT_H
#define TOPHALF_KNOWLEDGE_EXPORT_H

#include "analysis/analysis.h"

struct export_counts {
	size_t functions, demands;
	size_t slots; /* that the kernel calls where one must not sleep */
};

/* After demands_compute(). `kernel` is its version, `root` the directory that paths become relative to. 0 or -1. */
int knowledge_export(struct analysis *analysis, const char *kernel, const char *root, const char *path,
		     struct export_counts *counts);

#endif
