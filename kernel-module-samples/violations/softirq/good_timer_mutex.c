// SPDX-License-Identifier: GPL-2.0-only
/*
 * A watchdog that needs the mutex of the device's users is a delayed work item: it runs in a
 * thread.
 */
#include <linux/mutex.h>
#include <linux/workqueue.h>

#include "violation.h"

static DEFINE_MUTEX(device_lock);
static unsigned int stuck;

static void watchdog(struct work_struct *unused)
{
	mutex_lock(&device_lock);
	stuck++;
	mutex_unlock(&device_lock);
}

static DECLARE_DELAYED_WORK(watchdog_work, watchdog);

static int trigger(const char *value, const struct kernel_param *param)
{
	schedule_delayed_work(&watchdog_work, 1);
	flush_delayed_work(&watchdog_work);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken in a delayed work item");
MODULE_LICENSE("GPL");
