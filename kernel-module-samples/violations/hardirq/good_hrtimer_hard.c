// SPDX-License-Identifier: GPL-2.0-only
/*
 * The callback of an hrtimer with HRTIMER_MODE_HARD takes a raw spin lock, which spins on
 * PREEMPT_RT too; other code takes it with interrupts disabled.
 */
#include <linux/completion.h>
#include <linux/hrtimer.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_RAW_SPINLOCK(ticks_lock);
static unsigned int ticks;
static DECLARE_COMPLETION(done);
static struct hrtimer timer;

static enum hrtimer_restart expired(struct hrtimer *timer)
{
	raw_spin_lock(&ticks_lock);
	ticks++;
	raw_spin_unlock(&ticks_lock);
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
	raw_spin_lock_irq(&ticks_lock);
	ticks = 0;
	raw_spin_unlock_irq(&ticks_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A raw spin lock taken in a hard hrtimer callback");
MODULE_LICENSE("GPL");
