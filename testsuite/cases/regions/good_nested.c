// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
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

void both_left(void)
{
	spin_lock(&lock);
	spin_lock(&other);
	spin_unlock(&lock);
	spin_unlock(&other);
	msleep(1);
}

void counted(void)
{
	preempt_disable();
	preempt_disable();
	preempt_enable();
	preempt_enable();
	msleep(1);
}

void irqs_by_hand(void)
{
	spin_lock_irq(&lock);
	spin_unlock_irq(&lock);
	local_irq_disable();
	local_irq_enable();
	msleep(1);
}

int cpu(void)
{
	int n = get_cpu();

	put_cpu();
	msleep(1);
	return n;
}
