// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// in_interrupt() is false under a spin lock: it does not say that sleeping is right.
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
	return kmalloc(16, GFP_KERNEL); /* expect: alloc */ /* expect-root: spin_lock */
}

void *locked(void)
{
	void *p;

	spin_lock(&lock);
	p = helper();
	spin_unlock(&lock);
	return p;
}

static irqreturn_t handler(int irq, void *dev)
{
	if (in_interrupt())
		msleep(1); /* expect: schedule */
	if (!in_softirq())
		mutex_lock(&m); /* expect: mutex */
	return IRQ_HANDLED;
}

int probe(void)
{
	return request_irq(1, handler, 0, "x", NULL);
}
