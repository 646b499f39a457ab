// SPDX-License-Identifier: GPL-2.0-only
// Linked into another module: its own foo_update() and foo_ops, which may sleep.
#include <linux/mutex.h>
#include <linux/delay.h>
#include <linux/workqueue.h>

static DEFINE_MUTEX(foo_lock);

static void foo_update(void)
{
	mutex_lock(&foo_lock);
	msleep(1);
	mutex_unlock(&foo_lock);
}

static void foo_work(struct work_struct *work)
{
	foo_update();
}

static DECLARE_WORK(work, foo_work);

void two_start(void);
void two_start(void)
{
	schedule_work(&work);
}
