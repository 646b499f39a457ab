// SPDX-License-Identifier: GPL-2.0-only
/*
 * Under the raw spin lock a flag says that it is over; the timer is waited for after it.
 */
#include <linux/spinlock.h>
#include <linux/timer.h>

#include "violation.h"

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
	raw_spin_unlock(&watch_lock);
	del_timer_sync(&watchdog_timer);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("del_timer_sync() after a raw spin lock");
MODULE_LICENSE("GPL");
