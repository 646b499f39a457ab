// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// The recursion ends, and on the way it sleeps.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

static void walk(int depth)
{
	if (!depth) {
		mutex_lock(&m); /* expect: mutex */
		mutex_unlock(&m);
		return;
	}
	walk(depth - 1);
}

static int odd(int n);

static int even(int n)
{
	msleep(1); /* expect: schedule */
	return n ? odd(n - 1) : 1;
}

static int odd(int n)
{
	return n ? even(n - 1) : 0;
}

void f(int n)
{
	spin_lock(&lock);
	walk(n);
	spin_unlock(&lock);
}

int g(int n)
{
	int r;

	spin_lock(&lock);
	r = odd(n);
	spin_unlock(&lock);
	return r;
}
