// SPDX-License-Identifier: GPL-2.0-only
/*
 * A timer that resets a device by a function which says of itself that it may sleep. It does so
 * where the caller cannot see it: in the slot that this kind of device has for it.
 */
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/timer.h>

#include "violation.h"

struct device_ops {
	void (*reset)(unsigned int *resets);
};

static DECLARE_COMPLETION(done);
static unsigned int resets;

static void slow_reset(unsigned int *resets)
{
	might_sleep(); /* expect: sleep */ /* expect-path: timeout, slow_reset */
	(*resets)++;
}

static const struct device_ops slow_ops = {
	.reset = slow_reset,
};

static const struct device_ops *ops = &slow_ops;

static void timeout(struct timer_list *unused)
{
	ops->reset(&resets);
	complete(&done);
}

static DEFINE_TIMER(timeout_timer, timeout);

static int trigger(const char *value, const struct kernel_param *param)
{
	reinit_completion(&done);
	mod_timer(&timeout_timer, jiffies + 1);
	wait_for_completion(&done);
	timer_delete_sync(&timeout_timer);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A timer that calls a function which may sleep");
MODULE_LICENSE("GPL");
