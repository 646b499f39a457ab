// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// __must_hold() says what the callers hold, for sparse and for us.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);

void f(void) __must_hold(&lock);
void f(void)
{
	msleep(1); /* expect: schedule */
}
