// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// The branches are correlated, and the wrong way round.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

void parameter(bool unlocked)
{
	if (!unlocked)
		spin_lock(&lock);
	if (!unlocked)
		msleep(1); /* expect: schedule */
	if (!unlocked)
		spin_unlock(&lock);
}

static void wait_if(bool slow)
{
	if (slow)
		msleep(1); /* expect: schedule */ /* expect-path: passed_on, wait_if */
}

void passed_on(bool fast)
{
	if (fast)
		spin_lock(&lock);
	wait_if(fast);
	if (fast)
		spin_unlock(&lock);
}

/* Assigned in between: the second branch is about another value. */
void changed(int n)
{
	int fast = condition(n);

	if (fast)
		spin_lock(&lock);
	fast = 0;
	if (!fast)
		msleep(1); /* expect: schedule */
	spin_unlock(&lock);
}
