// SPDX-License-Identifier: GPL-2.0-only
/*
 * A watchdog timer that looks at the device under the mutex of its users: the softirq would sleep
 * until they are done.
 */
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/mutex.h>
#include <linux/timer.h>

#include "violation.h"

static DECLARE_COMPLETION(checked);
static DEFINE_MUTEX(device_lock);
static unsigned int stuck;

static void watchdog(struct timer_list *unused)
{
	mutex_lock(&device_lock); /* expect: mutex */
	stuck++;
	mutex_unlock(&device_lock);
	complete(&checked);
}

static DEFINE_TIMER(watchdog_timer, watchdog);

static int trigger(const char *value, const struct kernel_param *param)
{
	reinit_completion(&checked);
	mod_timer(&watchdog_timer, jiffies + 1);
	wait_for_completion(&checked);
	timer_delete_sync(&watchdog_timer);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken in a timer");
MODULE_LICENSE("GPL");
