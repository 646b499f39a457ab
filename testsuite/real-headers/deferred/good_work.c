// SPDX-License-Identifier: GPL-2.0-only
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/workqueue.h>
#include <linux/delay.h>

static DEFINE_MUTEX(m);
static struct work_struct dynamic;
static struct task_struct *task;

static void fn(struct work_struct *work)
{
	mutex_lock(&m);
	kfree(kmalloc(16, GFP_KERNEL));
	msleep(1);
	mutex_unlock(&m);
}
static DECLARE_WORK(declared, fn);
static DECLARE_DELAYED_WORK(delayed, fn);

static void expired(struct timer_list *t)
{
	schedule_work(&declared);
}
static DEFINE_TIMER(timer, expired);

static int thread(void *data)
{
	while (!kthread_should_stop())
		msleep(10);
	return 0;
}

static int __init start(void)
{
	INIT_WORK(&dynamic, fn);
	schedule_work(&dynamic);
	schedule_delayed_work(&delayed, HZ);
	mod_timer(&timer, jiffies + HZ);
	task = kthread_run(thread, NULL, "good_work");
	return PTR_ERR_OR_ZERO(task);
}

static void __exit stop(void)
{
	kthread_stop(task);
	del_timer_sync(&timer);
	cancel_delayed_work_sync(&delayed);
	cancel_work_sync(&declared);
	cancel_work_sync(&dynamic);
}

module_init(start);
module_exit(stop);

MODULE_DESCRIPTION("tophalf test: deferred, good_work");
MODULE_LICENSE("GPL");
