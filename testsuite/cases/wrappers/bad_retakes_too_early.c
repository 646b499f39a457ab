// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// The helper takes the lock again before the call that sleeps.
#include <linux/mutex.h>
#include <linux/spinlock.h>

#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);

static void wait_a_little(void)
{
	spin_unlock(&lock);
	spin_lock(&lock);
	msleep(1); /* expect: schedule */
}

void user(void)
{
	spin_lock(&lock);
	wait_a_little();
	spin_unlock(&lock);
}
