// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

static void only_if(int n)
{
	might_sleep_if(n > 0);
}

void f(int n)
{
	might_sleep();
	spin_lock(&lock);
	only_if(0);
	spin_unlock(&lock);
	might_sleep();
}
