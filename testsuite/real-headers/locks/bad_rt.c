// SPDX-License-Identifier: GPL-2.0-only
// Findings of the preempt-rt profile only, whatever kernel the headers are of.
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

static DEFINE_RAW_SPINLOCK(raw);
static DEFINE_SPINLOCK(lock);
static DECLARE_WAIT_QUEUE_HEAD(queue);
static int cookie;

void *under_raw(void);
void *under_raw(void)
{
	unsigned long flags;
	void *p;

	raw_spin_lock_irqsave(&raw, flags);
	spin_lock(&lock); /* expect[preempt-rt]: spinlock */
	spin_unlock(&lock);
	p = kmalloc(16, GFP_ATOMIC); /* expect[preempt-rt]: spinlock */
	wake_up(&queue); /* expect[preempt-rt]: spinlock */
	raw_spin_unlock_irqrestore(&raw, flags);
	return p;
}

static irqreturn_t handler(int irq, void *dev)
{
	spin_lock(&lock); /* expect[preempt-rt]: spinlock */
	spin_unlock(&lock);
	return IRQ_HANDLED;
}

static int __init start(void)
{
	return request_irq(1, handler, IRQF_NO_THREAD, "bad_rt", &cookie);
}

static void __exit stop(void)
{
	free_irq(1, &cookie);
}

module_init(start);
module_exit(stop);

MODULE_DESCRIPTION("tophalf test: locks, bad_rt");
MODULE_LICENSE("GPL");
