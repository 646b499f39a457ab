// SPDX-License-Identifier: GPL-2.0-only
/*
 * A timer that stops a tasklet with tasklet_kill(), which waits until it has run. Both are
 * softirqs: where the tasklet is to run on this CPU, it runs only when the timer is done. It is
 * idle here, so that the machine goes on.
 */
/* oracle: log "Attempt to kill tasklet from interrupt" */
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
	tasklet_kill(&poll_tasklet); /* expect: sync */
	complete(&stopped);
}

static DEFINE_TIMER(timeout_timer, timeout);

static int trigger(const char *value, const struct kernel_param *param)
{
	reinit_completion(&stopped);
	tasklet_schedule(&poll_tasklet);
	tasklet_kill(&poll_tasklet);
	mod_timer(&timeout_timer, jiffies + 1);
	wait_for_completion(&stopped);
	timer_delete_sync(&timeout_timer);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A timer that waits for a tasklet to stop");
MODULE_LICENSE("GPL");
