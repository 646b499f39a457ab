// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

extern int pending;

static irqreturn_t handler(int irq, void *dev)
{
	if (!pending)
		return IRQ_NONE;
	return IRQ_HANDLED;
}

static irqreturn_t retval(int irq, void *dev)
{
	return IRQ_RETVAL(pending);
}

static irqreturn_t alone(int irq, void *dev)
{
	return IRQ_HANDLED;
}

int probe(void *dev)
{
	return request_irq(1, handler, IRQF_SHARED, "x", dev) + request_irq(2, retval, IRQF_SHARED, "y", dev) +
	       request_irq(3, alone, 0, "z", dev);
}
