// SPDX-License-Identifier: GPL-2.0-only
/*
 * With interrupts really disabled, as in a timer with TIMER_IRQSAFE, the lock is a raw one: it
 * spins on every kernel. What it protects has to be short.
 */
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

#include "violation.h"

static DECLARE_COMPLETION(expired);
static DEFINE_RAW_SPINLOCK(count_lock);
static unsigned int count;

static void expire(struct timer_list *unused)
{
	raw_spin_lock(&count_lock);
	count++;
	raw_spin_unlock(&count_lock);
	complete(&expired);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct timer_list timer;

	reinit_completion(&expired);
	timer_setup_on_stack(&timer, expire, TIMER_IRQSAFE);
	mod_timer(&timer, jiffies + 1);
	wait_for_completion(&expired);
	timer_delete_sync(&timer);
	destroy_timer_on_stack(&timer);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A raw spin lock taken in a timer with TIMER_IRQSAFE");
MODULE_LICENSE("GPL");
