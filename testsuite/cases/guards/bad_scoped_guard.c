// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Inside the scope of scoped_guard(), and of one inside another.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

void f(void)
{
	scoped_guard(spinlock, &lock) {
		msleep(1); /* expect: schedule */
	}
	msleep(1);
}

void nested(void)
{
	scoped_guard(mutex, &m) {
		msleep(1);
		scoped_guard(spinlock_irqsave, &lock)
			msleep(1); /* expect: schedule */
		msleep(1);
	}
}
