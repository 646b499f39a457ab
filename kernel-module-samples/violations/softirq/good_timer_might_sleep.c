// SPDX-License-Identifier: GPL-2.0-only
/*
 * A timer leaves a reset that may sleep to a work item, which calls the same function.
 */
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

#include "violation.h"

struct device_ops {
	void (*reset)(unsigned int *resets);
};

static DECLARE_COMPLETION(done);
static unsigned int resets;

static void slow_reset(unsigned int *resets)
{
	might_sleep();
	(*resets)++;
}

static const struct device_ops slow_ops = {
	.reset = slow_reset,
};

static const struct device_ops *ops = &slow_ops;

static void reset(struct work_struct *unused)
{
	ops->reset(&resets);
	complete(&done);
}

static DECLARE_WORK(reset_work, reset);

static void timeout(struct timer_list *unused)
{
	schedule_work(&reset_work);
}

static DEFINE_TIMER(timeout_timer, timeout);

static int trigger(const char *value, const struct kernel_param *param)
{
	reinit_completion(&done);
	mod_timer(&timeout_timer, jiffies + 1);
	wait_for_completion(&done);
	timer_delete_sync(&timeout_timer);
	cancel_work_sync(&reset_work);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A timer that leaves what may sleep to a work item");
MODULE_LICENSE("GPL");
