/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * interrupt: Ctrl-C, and SIGTERM, while work goes on that can stop between two steps.
 *
 * Between interrupt_watch() and interrupt_unwatch() the first signal only asks to stop; a second one ends the program at
 * once, as a signal does outside of the two.
 */
#ifndef TOPHALF_BASE_INTERRUPT_H
#define TOPHALF_BASE_INTERRUPT_H

#include <stdbool.h>

void interrupt_watch(void);
void interrupt_unwatch(void);

/* Whether a signal came since interrupt_watch(). */
bool interrupted(void);

/* Ends the program by the signal that came, so that a shell or make sees that it did; returns if none came. */
void interrupt_end(void);

#endif
