// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

static int transfer(int n, bool atomic)
{
	if (atomic)
		udelay(5);
	else
		msleep(1); /* expect: schedule */ /* expect-path: f, read, transfer */
	return n;
}

static int read(int n, int flags)
{
	return transfer(n, !(flags & 1));
}

int f(int n)
{
	spin_lock(&lock);
	n = read(n, 3);
	spin_unlock(&lock);
	return n;
}
