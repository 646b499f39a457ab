// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// A shared line: the handler is asked for interrupts of other devices too, and has to be able to say so.
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static irqreturn_t handler(int irq, void *dev)
{
	return IRQ_HANDLED;
}

int probe(void *dev)
{
	return request_irq(1, handler, IRQF_SHARED, "x", dev); /* expect: shared-irq */
}
