// SPDX-License-Identifier: GPL-2.0-only
#include "base/interrupt.h"

#include <signal.h>
#include <stddef.h>

static const int signals[] = {SIGINT, SIGTERM};
static volatile sig_atomic_t caught;
static struct sigaction before[2];

static void note(int signal)
{
	caught = signal;
}

void interrupt_watch(void)
{
	struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART | (int)SA_RESETHAND};

	for (size_t i = 0; i < 2; i++) {
		sigaction(signals[i], NULL, &before[i]);
		/* what nohup or a shell's "&" ignores stays ignored */
		if (before[i].sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

void interrupt_unwatch(void)
{
	for (size_t i = 0; i < 2; i++)
		sigaction(signals[i], &before[i], NULL);
}

bool interrupted(void)
{
	return caught != 0;
}

void interrupt_end(void)
{
	if (caught)
		raise(caught);
}
