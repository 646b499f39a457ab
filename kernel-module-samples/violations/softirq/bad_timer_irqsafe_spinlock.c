// SPDX-License-Identifier: GPL-2.0-only
/*
 * A timer with TIMER_IRQSAFE runs with interrupts disabled, on PREEMPT_RT too, where a spinlock_t
 * sleeps.
 */
/*
 * oracle[mainline]: none -- a spin lock spins there, and lockdep derives what it calls the wait
 * context from softirqs, hard interrupts and locks held, not from interrupts being disabled.
 */
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

#include "violation.h"

static DECLARE_COMPLETION(expired);
static DEFINE_SPINLOCK(count_lock);
static unsigned int count;

static void expire(struct timer_list *unused)
{
	spin_lock(&count_lock); /* expect[preempt-rt]: spinlock */
	count++;
	spin_unlock(&count_lock);
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

MODULE_DESCRIPTION("A spinlock_t taken in a timer with TIMER_IRQSAFE");
MODULE_LICENSE("GPL");
