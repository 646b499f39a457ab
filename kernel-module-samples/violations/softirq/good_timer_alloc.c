// SPDX-License-Identifier: GPL-2.0-only
/*
 * The memory for the snapshot is there before the timer is started; the timer only fills it.
 */
#include <linux/jiffies.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/timer.h>

#include "violation.h"

static const u32 counters[16];
static u32 *snapshot;

static void take_snapshot(struct timer_list *unused)
{
	memcpy(snapshot, counters, sizeof(counters));
}

static struct timer_list timer;

static int trigger(const char *value, const struct kernel_param *param)
{
	snapshot = kmalloc(sizeof(counters), GFP_KERNEL);
	if (!snapshot)
		return -ENOMEM;
	timer_setup(&timer, take_snapshot, 0);
	mod_timer(&timer, jiffies);
	while (timer_pending(&timer))
		schedule_timeout_uninterruptible(1);
	timer_delete_sync(&timer);
	kfree(snapshot);
	snapshot = NULL;
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A timer that uses what was allocated before");
MODULE_LICENSE("GPL");
