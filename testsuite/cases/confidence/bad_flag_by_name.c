// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --option=--confidence=low %s
// The names say that the author thought of it; the code says the opposite.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);

static void wait_if(bool may_sleep)
{
	if (may_sleep)
		msleep(1); /* expect: schedule */
}

void f(bool atomic)
{
	if (atomic)
		spin_lock(&lock);
	wait_if(atomic);
	if (atomic)
		spin_unlock(&lock);
}
