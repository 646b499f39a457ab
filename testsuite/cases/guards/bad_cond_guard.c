// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// A conditional guard holds the lock where it succeeded.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

int f(void)
{
	scoped_guard(spinlock_try, &lock) {
		msleep(1); /* expect: schedule */
		return 1;
	}
	return 0;
}

int g(void)
{
	scoped_cond_guard(spinlock_try, return -EBUSY, &lock) {
		msleep(1); /* expect: schedule */
	}
	return 0;
}
