// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// lockdep_assert_held() says that the callers hold the lock, even where no caller is seen.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

void f(void)
{
	lockdep_assert_held(&lock);
	msleep(1); /* expect: schedule */
}

void g(void)
{
	assert_spin_locked(&lock);
	kfree(kmalloc(16, GFP_KERNEL)); /* expect: alloc */
}
