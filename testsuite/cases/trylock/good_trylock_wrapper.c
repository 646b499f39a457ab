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
	if (!try_begin()) {
		msleep(1);
		return;
	}
	spin_unlock(&lock);
}

void g(void)
{
	int err = begin();

	if (err < 0) {
		msleep(1);
		return;
	}
	spin_unlock(&lock);
}
