// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// DECLARE_TASKLET() with an unsigned long argument, as it was before 5.9: still a tasklet.
#include <linux/interrupt.h>
#include <linux/delay.h>
#undef DECLARE_TASKLET
#define DECLARE_TASKLET(name, fn, arg) struct tasklet_struct name = { .count = ATOMIC_INIT(0), .func = fn, .data = arg }

static void old(unsigned long data)
{
	msleep(data); /* expect: schedule */
}

static DECLARE_TASKLET(tasklet, old, 0);

void start(void)
{
	tasklet_schedule(&tasklet);
}
