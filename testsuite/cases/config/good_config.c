// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// RUN: %verify --add-flag=-DCONFIG_PREEMPT_COUNT --add-flag=-DCONFIG_DEBUG_ATOMIC_SLEEP %s
// RUN: %verify --add-flag=-DCONFIG_PREEMPT_RCU --add-flag=-DCONFIG_PREEMPT_VOLUNTARY %s
// RUN: %verify --add-flag=-DCONFIG_LOCKDEP --add-flag=-DCONFIG_DEBUG_LOCK_ALLOC %s
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
	preempt_enable();
	rcu_read_lock();
	rcu_read_unlock();
	might_sleep();
	mutex_lock(&m);
	mutex_unlock(&m);
	get_cpu();
	put_cpu();
	if (preemptible())
		msleep(1);
	cond_resched();
}
