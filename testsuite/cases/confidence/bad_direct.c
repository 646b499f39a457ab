// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --option=--confidence=high %s
// Nothing stands between the lock and the sleep: as sure as can be.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);

void f(void)
{
	spin_lock(&lock);
	msleep(1); /* expect: schedule */
	spin_unlock(&lock);
}
