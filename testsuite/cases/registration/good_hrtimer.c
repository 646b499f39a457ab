// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_RAW_SPINLOCK(raw);
static DEFINE_SPINLOCK(lock);
static struct hrtimer hard, soft;

static enum hrtimer_restart hard_fn(struct hrtimer *t)
{
	raw_spin_lock(&raw);
	raw_spin_unlock(&raw);
	return HRTIMER_NORESTART;
}

static enum hrtimer_restart soft_fn(struct hrtimer *t)
{
	spin_lock(&lock);
	spin_unlock(&lock);
	return HRTIMER_NORESTART;
}

void init(void)
{
	hrtimer_init(&hard, CLOCK_MONOTONIC, HRTIMER_MODE_REL_HARD);
	hard.function = hard_fn;
	hrtimer_init(&soft, CLOCK_MONOTONIC, HRTIMER_MODE_REL_SOFT);
	soft.function = soft_fn;
}
