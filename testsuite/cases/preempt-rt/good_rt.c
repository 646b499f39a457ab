// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Right on both: raw locks stay locks, spin_lock_irqsave() leaves interrupts on, handlers are threads.
#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_RAW_SPINLOCK(raw);
static DEFINE_SPINLOCK(lock);
static DEFINE_SPINLOCK(other);
static DECLARE_COMPLETION(done);

void f(void)
{
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	spin_lock(&other);
	kfree(kmalloc(16, GFP_ATOMIC));
	spin_unlock(&other);
	raw_spin_lock(&raw);
	complete(&done);
	raw_spin_unlock(&raw);
	spin_unlock_irqrestore(&lock, flags);
	local_bh_disable();
	spin_lock(&other);
	spin_unlock(&other);
	local_bh_enable();
}

static irqreturn_t handler(int irq, void *dev)
{
	spin_lock(&lock);
	spin_unlock(&lock);
	return IRQ_HANDLED;
}

int probe(void)
{
	return request_irq(1, handler, 0, "x", NULL);
}
