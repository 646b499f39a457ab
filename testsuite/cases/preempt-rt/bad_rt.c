// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Right on an ordinary kernel, wrong where a spinlock_t sleeps.
#include <linux/smp.h>
#include <linux/percpu.h>
#include <linux/wait.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_RAW_SPINLOCK(raw);
static DEFINE_SPINLOCK(lock);
static DECLARE_WAIT_QUEUE_HEAD(queue);
static DEFINE_PER_CPU(int, counter);

void under_raw(void)
{
	raw_spin_lock(&raw);
	spin_lock(&lock); /* expect[preempt-rt]: spinlock */
	spin_unlock(&lock);
	raw_spin_unlock(&raw);
}

void *allocates(void)
{
	unsigned long flags;
	void *p;

	raw_spin_lock_irqsave(&raw, flags);
	p = kmalloc(16, GFP_ATOMIC); /* expect[preempt-rt]: spinlock */
	raw_spin_unlock_irqrestore(&raw, flags);
	return p;
}

void irqs_off(void)
{
	local_irq_disable();
	spin_lock(&lock); /* expect[preempt-rt]: spinlock */
	spin_unlock(&lock);
	local_irq_enable();
}

void per_cpu(void)
{
	get_cpu_var(counter)++;
	spin_lock(&lock); /* expect[preempt-rt]: spinlock */
	spin_unlock(&lock);
	put_cpu_var(counter);
}

void wakes(void)
{
	preempt_disable();
	wake_up(&queue); /* expect[preempt-rt]: spinlock */
	preempt_enable();
}

static void on_cpu(void *info)
{
	spin_lock(&lock); /* expect[preempt-rt]: spinlock */
	spin_unlock(&lock);
}

void everywhere(void)
{
	on_each_cpu(on_cpu, NULL, 1);
}
