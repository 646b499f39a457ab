// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/workqueue.h>
#include <linux/timer.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

struct device_state { struct timer_list timer; spinlock_t lock; struct work_struct work; };

static void work_fn(struct work_struct *work)
{
	msleep(1);
}

static void timer_fn(struct timer_list *t)
{
	struct device_state *s = from_timer(s, t, timer);

	spin_lock(&s->lock);
	kfree(kmalloc(16, GFP_ATOMIC));
	spin_unlock(&s->lock);
	schedule_work(&s->work);
	mod_timer(t, 10);
}

void init(struct device_state *s)
{
	INIT_WORK(&s->work, work_fn);
	timer_setup(&s->timer, timer_fn, 0);
	msleep(1);
}

void stop(struct device_state *s)
{
	del_timer_sync(&s->timer);
	cancel_work_sync(&s->work);
}
