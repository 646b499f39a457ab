// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Locks in one half of the recursion, unlocks in the other.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

static void walk(int depth)
{
	spin_lock(&lock);
	condition(depth);
	spin_unlock(&lock);
	if (depth)
		walk(depth - 1);
	msleep(1);
}

static int odd(int n);

static int even(int n)
{
	spin_lock(&lock);
	n = condition(n);
	spin_unlock(&lock);
	return n ? odd(n - 1) : 1;
}

static int odd(int n)
{
	msleep(1);
	return n ? even(n - 1) : 0;
}

int f(int n)
{
	walk(n);
	return odd(n);
}
