// SPDX-License-Identifier: GPL-2.0-only
/*
 * A timer with TIMER_IRQSAFE that reads the settings under their rwsem: not even a reader may
 * sleep in a softirq with interrupts disabled.
 */
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/rwsem.h>
#include <linux/timer.h>

#include "violation.h"

static DECLARE_COMPLETION(expired);
static DECLARE_RWSEM(settings_lock);
static unsigned int limit = 10, count;

static void expire(struct timer_list *unused)
{
	down_read(&settings_lock); /* expect: mutex */
	count = min(count + 1, limit);
	up_read(&settings_lock);
	complete(&expired);
}

static struct timer_list timer;

static int trigger(const char *value, const struct kernel_param *param)
{
	reinit_completion(&expired);
	timer_setup(&timer, expire, TIMER_DEFERRABLE | TIMER_IRQSAFE);
	mod_timer(&timer, jiffies + 1);
	wait_for_completion(&expired);
	timer_delete_sync(&timer);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A rwsem taken in a timer with TIMER_IRQSAFE");
MODULE_LICENSE("GPL");
