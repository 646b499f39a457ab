// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// The sleeping function goes to the iterator that holds a mutex.
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);

static int apply(int (*fn)(int, void *), void *data)
{
	return fn(1, data);
}

static int for_each_atomic(int (*fn)(int, void *), void *data)
{
	int err;

	spin_lock(&lock);
	err = apply(fn, data);
	spin_unlock(&lock);
	return err;
}

static int for_each(int (*fn)(int, void *), void *data)
{
	int err;

	mutex_lock(&m);
	err = apply(fn, data);
	mutex_unlock(&m);
	return err;
}

static int quiet(int n, void *data)
{
	return 0;
}

static int sleepy(int n, void *data)
{
	msleep(n);
	return 0;
}

int f(void)
{
	return for_each_atomic(quiet, NULL) + for_each(sleepy, NULL);
}
