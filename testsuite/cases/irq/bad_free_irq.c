// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// free_irq() and disable_irq() wait for the handler.
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);

static irqreturn_t handler(int irq, void *dev)
{
	disable_irq_nosync(irq);
	disable_irq(irq); /* expect: sync */
	return IRQ_HANDLED;
}

int probe(void)
{
	return request_irq(1, handler, 0, "x", NULL);
}

void remove(void)
{
	spin_lock(&lock);
	free_irq(1, NULL); /* expect: sync */
	spin_unlock(&lock);
}
