// SPDX-License-Identifier: GPL-2.0-only
#include "cli/timing.h"

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

void timing_start(struct timing *timing)
{
	*timing = (struct timing){.since = now()};
}

void timing_mark(struct timing *timing, const char *phase)
{
	double then = timing->since;

	timing->since = now();
	if (timing->count < MAX_PHASES)
		timing->phases[timing->count++] = (struct phase){phase, timing->since - then};
}

void timing_print(const struct timing *timing)
{
	struct rusage usage;

	for (size_t i = 0; i < timing->count; i++)
		fprintf(stderr, "%s %.3f s\n", timing->phases[i].name, timing->phases[i].seconds);
	if (!getrusage(RUSAGE_SELF, &usage))
		fprintf(stderr, "peak-memory %.1f MiB\n", (double)usage.ru_maxrss / 1024); /* Linux counts in KiB */
}
