// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// One function, two registrations: fine in both.
#include <linux/workqueue.h>
#include <linux/timer.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);

static void common(void)
{
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	spin_unlock_irqrestore(&lock, flags);
}

static void work_fn(struct work_struct *work)
{
	common();
	msleep(1);
}

static void timer_fn(struct timer_list *t)
{
	common();
}

static DECLARE_WORK(work, work_fn);
static DEFINE_TIMER(timer, timer_fn);

void start(void)
{
	schedule_work(&work);
	mod_timer(&timer, 10);
}
