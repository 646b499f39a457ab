// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// RUN: %verify --option=--confidence=low %s
// And here it says the same, at every confidence.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);

static void wait_if(bool may_sleep)
{
	if (may_sleep)
		msleep(1);
}

void f(bool atomic)
{
	if (atomic)
		spin_lock(&lock);
	wait_if(!atomic);
	if (atomic)
		spin_unlock(&lock);
}
