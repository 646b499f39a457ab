// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// RUN: %verify --add-flag=-DCONFIG_PREEMPT_COUNT --add-flag=-DCONFIG_DEBUG_ATOMIC_SLEEP %s
// RUN: %verify --add-flag=-DCONFIG_PREEMPT_RCU --add-flag=-DCONFIG_PREEMPT_VOLUNTARY %s
// RUN: %verify --add-flag=-DCONFIG_LOCKDEP --add-flag=-DCONFIG_DEBUG_LOCK_ALLOC %s
// The verdict does not depend on the .config: these compile to nothing under some.
#include <linux/rcupdate.h>
#include <linux/smp.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

void f(int n)
{
	preempt_disable();
	mutex_lock(&m); /* expect: mutex */
	preempt_enable();
	rcu_read_lock();
	might_sleep(); /* expect: sleep */
	rcu_read_unlock();
	get_cpu();
	msleep(1); /* expect: schedule */
	put_cpu();
	spin_lock(&lock);
	preempt_disable();
	preempt_enable();
	mutex_lock(&m); /* expect: mutex */
	spin_unlock(&lock);
}
