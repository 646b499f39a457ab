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

void parameter(bool can_sleep)
{
	if (!can_sleep)
		spin_lock(&lock);
	if (!can_sleep)
		msleep(1); /* expect: schedule */
	if (!can_sleep)
		spin_unlock(&lock);
}

static void wait_if(bool may)
{
	if (may)
		msleep(1); /* expect: schedule */ /* expect-path: passed_on, wait_if */
}

void passed_on(bool atomic)
{
	if (atomic)
		spin_lock(&lock);
	wait_if(atomic);
	if (atomic)
		spin_unlock(&lock);
}

/* Assigned in between: the second branch is about another value. */
void changed(int n)
{
	int atomic = condition(n);

	if (atomic)
		spin_lock(&lock);
	atomic = 0;
	if (!atomic)
		msleep(1); /* expect: schedule */
	spin_unlock(&lock);
}
