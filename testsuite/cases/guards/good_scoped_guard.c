// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

int f(int n)
{
	scoped_guard(spinlock, &lock) {
		if (condition(n))
			return 1;
		if (condition(n + 1))
			break;
	}
	msleep(1);
	scoped_guard(rcu)
		condition(n);
	msleep(1);
	return 0;
}
