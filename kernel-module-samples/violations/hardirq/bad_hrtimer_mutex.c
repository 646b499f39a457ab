// SPDX-License-Identifier: GPL-2.0-only
/*
 * A mutex taken in an hrtimer callback: without HRTIMER_MODE_SOFT the timer expires in the hard
 * interrupt of the clock.
 */
#include <linux/completion.h>
#include <linux/hrtimer.h>
#include <linux/mutex.h>

#include "violation.h"

static DEFINE_MUTEX(ticks_lock);
static unsigned int ticks;
static DECLARE_COMPLETION(done);
static struct hrtimer timer;

static enum hrtimer_restart expired(struct hrtimer *timer)
{
	mutex_lock(&ticks_lock); /* expect: mutex */
	ticks++;
	mutex_unlock(&ticks_lock);
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
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken in an hrtimer callback");
MODULE_LICENSE("GPL");
