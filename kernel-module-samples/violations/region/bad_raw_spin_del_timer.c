// SPDX-License-Identifier: GPL-2.0-only
/*
 * del_timer_sync() under a raw spin lock. Where the callback is running, an ordinary kernel spins
 * until it is done; PREEMPT_RT sleeps.
 */
#include <linux/spinlock.h>
#include <linux/timer.h>

#include "violation.h"

/* oracle[mainline]: none -- spinning is allowed there: the callback does not take this lock. */

static DEFINE_RAW_SPINLOCK(watch_lock);
static unsigned int misses;
static bool watching;

static void watchdog(struct timer_list *unused)
{
	misses++;
}

static DEFINE_TIMER(watchdog_timer, watchdog);

static int trigger(const char *value, const struct kernel_param *param)
{
	mod_timer(&watchdog_timer, jiffies + HZ);

	raw_spin_lock(&watch_lock);
	watching = false;
	del_timer_sync(&watchdog_timer); /* expect[preempt-rt]: sync */
	raw_spin_unlock(&watch_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("del_timer_sync() under a raw spin lock");
MODULE_LICENSE("GPL");
