// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Code that is called from everywhere, and asks.
#include <linux/hardirq.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

static void *helper(void)
{
	if (in_interrupt())
		return kmalloc(16, GFP_ATOMIC);
	return kmalloc(16, GFP_KERNEL);
}

static void *choice(void)
{
	return kmalloc(16, in_hardirq() ? GFP_ATOMIC : GFP_KERNEL);
}

static void defers(void)
{
	if (!in_task())
		return;
	msleep(1);
}

static irqreturn_t handler(int irq, void *dev)
{
	kfree(helper());
	kfree(choice());
	defers();
	if (irqs_disabled())
		return IRQ_HANDLED;
	msleep(1);
	return IRQ_HANDLED;
}

int probe(void)
{
	return request_irq(1, handler, 0, "x", NULL);
}

void irqs_off(void)
{
	unsigned long flags;

	local_irq_save(flags);
	if (!irqs_disabled())
		msleep(1);
	local_irq_restore(flags);
}

void atomic(void)
{
	spin_lock(&lock);
	if (!in_atomic())
		msleep(1);
	if (preemptible())
		msleep(1);
	spin_unlock(&lock);
}
