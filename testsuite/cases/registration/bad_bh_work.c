// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// The same function on two queues: on the bottom-half queue it runs in softirq.
#include <linux/workqueue.h>
#include <linux/timer.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static void on_bh(struct work_struct *work)
{
	msleep(1); /* expect: schedule */
}

static void on_ordinary(struct work_struct *work)
{
	msleep(1);
}

static DECLARE_WORK(bh_work, on_bh);
static DECLARE_WORK(ordinary_work, on_ordinary);

void start(void)
{
	queue_work(system_bh_wq, &bh_work);
	queue_work(system_wq, &ordinary_work);
}
