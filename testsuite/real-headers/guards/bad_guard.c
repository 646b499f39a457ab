// SPDX-License-Identifier: GPL-2.0-only
#include <linux/cleanup.h>
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);

int guarded(int n);
int guarded(int n)
{
	guard(spinlock_irqsave)(&lock);
	if (n)
		mutex_lock(&m); /* expect: mutex */
	return 0;
}

int scoped(void);
int scoped(void)
{
	scoped_guard(spinlock, &lock) {
		msleep(1); /* expect: schedule */
	}
	msleep(1);
	scoped_guard(rcu)
		msleep(1); /* expect: schedule */
	return 0;
}

MODULE_DESCRIPTION("tophalf test: guards, bad_guard");
MODULE_LICENSE("GPL");
