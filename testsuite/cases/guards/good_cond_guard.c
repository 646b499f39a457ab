// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// And where it did not, nothing is held.
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
	scoped_guard(spinlock_try, &lock)
		return 1;
	msleep(1);
	return 0;
}

int g(void)
{
	scoped_cond_guard(spinlock_try, ({ msleep(1); return -EBUSY; }), &lock) {
		condition(1);
	}
	msleep(1);
	return 0;
}
