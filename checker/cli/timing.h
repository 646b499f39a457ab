/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * timing: how long the phases of a run take, for `--timing`.
 *
 * timing_start(), then timing_mark() at the end of each phase: what passed since the mark before is the phase's.
 */
#ifndef TOPHALF_TIMING_H
#define TOPHALF_TIMING_H

#include <stddef.h>

enum { MAX_PHASES = 16 };

struct timing {
	double since; /* of the last mark, in seconds */
	struct phase {
		const char *name;
		double seconds;
	} phases[MAX_PHASES];
	size_t count;
};

void timing_start(struct timing *timing);
void timing_mark(struct timing *timing, const char *phase);

/* Writes lines "name value unit" to stderr: the phases in order, then the peak of memory in use. */
void timing_print(const struct timing *timing);

#endif
