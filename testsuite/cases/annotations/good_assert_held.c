// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// A mutex may be asserted too, and a lock may be dropped after it was asserted.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

void f(void)
{
	lockdep_assert_held(&m);
	msleep(1);
}

void g(void)
{
	lockdep_assert_held(&lock);
	spin_unlock(&lock);
	msleep(1);
	spin_lock(&lock);
}

/* Asserting what is held does not hold it twice. */
void h(void)
{
	spin_lock(&lock);
	lockdep_assert_held(&lock);
	spin_unlock(&lock);
	msleep(1);
}
