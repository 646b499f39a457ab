// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// No primary handler and no IRQF_ONESHOT: request_threaded_irq() refuses that.
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static irqreturn_t thread(int irq, void *dev)
{
	msleep(1);
	return IRQ_HANDLED;
}

int probe(void)
{
	return request_threaded_irq(1, NULL, thread, 0, "x", NULL); /* expect: irq-oneshot */
}

int probe_devm(struct device *dev)
{
	return devm_request_threaded_irq(dev, 1, NULL, thread, IRQF_TRIGGER_LOW, "x", NULL); /* expect: irq-oneshot */
}
