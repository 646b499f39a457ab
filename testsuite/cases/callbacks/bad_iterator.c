// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// A function that calls its parameter with a lock held: the call site says which function that is.
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);

static int for_each(int (*fn)(int, void *), void *data)
{
	int n, err = 0;

	spin_lock(&lock);
	for (n = 0; n < 8 && !err; n++)
		err = fn(n, data);
	spin_unlock(&lock);
	return err;
}

static int quiet(int n, void *data)
{
	return 0;
}

static int sleepy(int n, void *data)
{
	msleep(n); /* expect: schedule */ /* expect-path: for_each, sleepy */
	return 0;
}

int f(void)
{
	return for_each(quiet, NULL);
}

int g(void)
{
	return for_each(sleepy, NULL);
}
