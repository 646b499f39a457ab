// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tasklet that sleeps between two steps of a reset: it is a softirq, and whatever it
 * interrupted would sleep with it.
 */
#include <linux/delay.h>
#include <linux/interrupt.h>

#include "violation.h"

static bool reset_line;

static void reset(struct tasklet_struct *unused)
{
	WRITE_ONCE(reset_line, true);
	msleep(20); /* expect: schedule */
	WRITE_ONCE(reset_line, false);
}

static DECLARE_TASKLET(reset_tasklet, reset);

static int trigger(const char *value, const struct kernel_param *param)
{
	tasklet_schedule(&reset_tasklet);
	tasklet_kill(&reset_tasklet);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A tasklet that sleeps");
MODULE_LICENSE("GPL");
