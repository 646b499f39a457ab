// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Work items made known in every way: all may sleep.
#include <linux/workqueue.h>
#include <linux/timer.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_MUTEX(m);

static void fn(struct work_struct *work)
{
	mutex_lock(&m);
	msleep(1);
	mutex_unlock(&m);
}

static DECLARE_WORK(declared, fn);
static DECLARE_DELAYED_WORK(delayed, fn);
static struct work_struct initialised = { .func = fn };

void init(struct work_struct *a, struct delayed_work *b, struct work_struct *c)
{
	INIT_WORK(a, fn);
	INIT_DELAYED_WORK(b, fn);
	c->func = fn;
	schedule_work(&declared);
	schedule_delayed_work(&delayed, 10);
	schedule_work(&initialised);
}
