// SPDX-License-Identifier: GPL-2.0-only
/*
 * What an hrtimer callback shares with other code is protected by a spin lock; other code takes it
 * with interrupts disabled.
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
	spin_lock(&ticks_lock);
	ticks++;
	spin_unlock(&ticks_lock);
	complete(&done);
	return HRTIMER_NORESTART;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	hrtimer_init(&timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	timer.function = expired;
	hrtimer_start(&timer, ms_to_ktime(1), HRTIMER_MODE_REL);
	wait_for_completion(&done);
	hrtimer_cancel(&timer);
	spin_lock_irq(&ticks_lock);
	ticks = 0;
	spin_unlock_irq(&ticks_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spin lock taken in an hrtimer callback");
MODULE_LICENSE("GPL");
