// SPDX-License-Identifier: GPL-2.0-only
/*
 * A timer disables a tasklet without waiting; the process that takes everything down waits.
 */
#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/jiffies.h>
#include <linux/timer.h>

#include "violation.h"

static DECLARE_COMPLETION(stopped);
static unsigned int polls;

static void poll(struct tasklet_struct *unused)
{
	polls++;
}

static DECLARE_TASKLET(poll_tasklet, poll);

static void timeout(struct timer_list *unused)
{
	tasklet_disable_nosync(&poll_tasklet);
	complete(&stopped);
}

static DEFINE_TIMER(timeout_timer, timeout);

static int trigger(const char *value, const struct kernel_param *param)
{
	reinit_completion(&stopped);
	tasklet_schedule(&poll_tasklet);
	mod_timer(&timeout_timer, jiffies + 1);
	wait_for_completion(&stopped);
	timer_delete_sync(&timeout_timer);
	tasklet_enable(&poll_tasklet);
	tasklet_kill(&poll_tasklet);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A timer that disables a tasklet without waiting");
MODULE_LICENSE("GPL");
