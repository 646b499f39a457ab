// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// The mode is said to hrtimer_init(), the function to the field: both have to meet.
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
struct dev { struct hrtimer hard; struct hrtimer soft; };

static enum hrtimer_restart hard_fn(struct hrtimer *t)
{
	spin_lock(&lock); /* expect[preempt-rt]: spinlock */
	spin_unlock(&lock);
	return HRTIMER_NORESTART;
}

static enum hrtimer_restart soft_fn(struct hrtimer *t)
{
	spin_lock(&lock);
	spin_unlock(&lock);
	msleep(1); /* expect: schedule */
	return HRTIMER_NORESTART;
}

void init(struct dev *d)
{
	hrtimer_init(&d->hard, CLOCK_MONOTONIC, HRTIMER_MODE_REL_HARD);
	d->hard.function = hard_fn;
	hrtimer_init(&d->soft, CLOCK_MONOTONIC, HRTIMER_MODE_REL_SOFT);
	d->soft.function = soft_fn;
}
