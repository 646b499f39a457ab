// SPDX-License-Identifier: GPL-2.0-only
/*
 * An hrtimer with HRTIMER_MODE_HARD expires in the hard interrupt on PREEMPT_RT too, where a
 * spinlock_t sleeps.
 */
#include <linux/completion.h>
#include <linux/hrtimer.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_SPINLOCK(ticks_lock);
static unsigned int ticks;
static DECLARE_COMPLETION(done);
static struct hrtimer timer;

static enum hrtimer_restart expired(struct hrtimer *timer)
{
	spin_lock(&ticks_lock); /* expect[preempt-rt]: spinlock */
	ticks++;
	spin_unlock(&ticks_lock);
	complete(&done);
	return HRTIMER_NORESTART;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	hrtimer_init(&timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL_HARD);
	timer.function = expired;
	hrtimer_start(&timer, ms_to_ktime(1), HRTIMER_MODE_REL_HARD);
	wait_for_completion(&done);
	hrtimer_cancel(&timer);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spin lock taken in a hard hrtimer callback");
MODULE_LICENSE("GPL");
