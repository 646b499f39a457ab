// SPDX-License-Identifier: GPL-2.0-only
/*
 * A timer that takes a snapshot with kmemdup(GFP_KERNEL), which may wait for memory to become
 * free.
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
	snapshot = kmemdup(counters, sizeof(counters), GFP_KERNEL); /* expect: alloc */
}

static struct timer_list timer;

static int trigger(const char *value, const struct kernel_param *param)
{
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

MODULE_DESCRIPTION("A timer that allocates with GFP_KERNEL");
MODULE_LICENSE("GPL");
