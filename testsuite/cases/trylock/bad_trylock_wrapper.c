// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// A wrapper that returns what the trylock returned, and one that returns an error code.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

static bool try_begin(void)
{
	return spin_trylock(&lock);
}

static int begin(void)
{
	if (!spin_trylock(&lock))
		return -EBUSY;
	return 0;
}

void f(void)
{
	if (!try_begin())
		return;
	msleep(1); /* expect: schedule */
	spin_unlock(&lock);
}

void g(void)
{
	if (begin())
		return;
	msleep(1); /* expect: schedule */
	spin_unlock(&lock);
}
