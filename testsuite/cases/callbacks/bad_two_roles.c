// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// One function, two roles: it sleeps, which is right for the work item and wrong for the timer.
#include <linux/workqueue.h>
#include <linux/timer.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static void common(void)
{
	msleep(1); /* expect: schedule */ /* expect-path: timer_fn, common */
}

static void work_fn(struct work_struct *work)
{
	common();
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
