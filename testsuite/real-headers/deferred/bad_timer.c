// SPDX-License-Identifier: GPL-2.0-only
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/timer.h>
#include <linux/delay.h>

static DEFINE_MUTEX(m);
static struct timer_list dynamic;
static struct hrtimer hr;
static struct tasklet_struct tasklet;

static void expired(struct timer_list *t)
{
	mutex_lock(&m); /* expect: mutex */
	mutex_unlock(&m);
}

static void defined_fn(struct timer_list *t)
{
	msleep(1); /* expect: schedule */
}
static DEFINE_TIMER(defined, defined_fn);

static enum hrtimer_restart hr_fn(struct hrtimer *t)
{
	msleep(1); /* expect: schedule */
	return HRTIMER_NORESTART;
}

static void tasklet_fn(struct tasklet_struct *t)
{
	msleep(1); /* expect: schedule */
}

static int __init start(void)
{
	timer_setup(&dynamic, expired, 0);
	mod_timer(&dynamic, jiffies + HZ);
	mod_timer(&defined, jiffies + HZ);
	hrtimer_init(&hr, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	hr.function = hr_fn;
	hrtimer_start(&hr, ms_to_ktime(1), HRTIMER_MODE_REL);
	tasklet_setup(&tasklet, tasklet_fn);
	tasklet_schedule(&tasklet);
	return 0;
}

static void __exit stop(void)
{
	tasklet_kill(&tasklet);
	hrtimer_cancel(&hr);
	del_timer_sync(&defined);
	del_timer_sync(&dynamic);
}

module_init(start);
module_exit(stop);

MODULE_DESCRIPTION("tophalf test: deferred, bad_timer");
MODULE_LICENSE("GPL");
