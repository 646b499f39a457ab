// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Such a handler may be a top half or a thread, as the interrupt controller wants it.
#include <linux/uaccess.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

extern int __user *address;

static irqreturn_t handler(int irq, void *dev)
{
	int value;

	if (get_user(value, address)) /* expect: user-access */
		return IRQ_NONE;
	return IRQ_HANDLED;
}

int probe(void)
{
	return request_any_context_irq(1, handler, 0, "x", NULL);
}
