// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

int f(int n)
{
again:
	msleep(1);
	spin_lock(&lock);
	if (condition(n)) {
		spin_unlock(&lock);
		goto again;
	}
	spin_unlock(&lock);
	return 0;
}
