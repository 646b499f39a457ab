// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// An annotation is a demand like any other.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

static void may_sleep_sometimes(int n)
{
	might_sleep(); /* expect: sleep */
	if (n > 100)
		msleep(1); /* expect: schedule */
}

static void only_if(int n)
{
	might_sleep_if(n > 0); /* expect: sleep */
}

void f(int n)
{
	spin_lock(&lock);
	may_sleep_sometimes(n);
	only_if(1);
	spin_unlock(&lock);
}
