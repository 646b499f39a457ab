// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Two regions: leaving one is not leaving both.
#include <linux/rcupdate.h>
#include <linux/smp.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

static DEFINE_SPINLOCK(other);

void inner_left(void)
{
	spin_lock(&lock);
	spin_lock(&other);
	spin_unlock(&other);
	msleep(1); /* expect: schedule */
	spin_unlock(&lock);
}

void crossed(void)
{
	spin_lock(&lock);
	spin_lock(&other);
	spin_unlock(&lock);
	msleep(1); /* expect: schedule */
	spin_unlock(&other);
}

void mixed(void)
{
	rcu_read_lock();
	spin_lock_bh(&lock);
	spin_unlock_bh(&lock);
	mutex_lock(&m); /* expect: mutex */
	rcu_read_unlock();
}

void counted(void)
{
	preempt_disable();
	preempt_disable();
	preempt_enable();
	msleep(1); /* expect: schedule */
	preempt_enable();
}

/* spin_lock_irq() and plain spin_unlock(): interrupts stay off. */
void half_unlocked(void)
{
	spin_lock_irq(&lock);
	spin_unlock(&lock);
	msleep(1); /* expect[mainline]: schedule */
	local_irq_enable();
}
