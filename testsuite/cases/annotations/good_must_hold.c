// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// A mutex is no reason not to sleep, and a spin lock none once it is dropped.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);

void f(void) __must_hold(&m);
void f(void)
{
	msleep(1);
}

void g(void) __must_hold(&lock);
void g(void)
{
	spin_unlock(&lock);
	msleep(1);
	spin_lock(&lock);
}
