// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static irqreturn_t primary(int irq, void *dev)
{
	return IRQ_WAKE_THREAD;
}

static irqreturn_t thread(int irq, void *dev)
{
	msleep(1);
	return IRQ_HANDLED;
}

int probe(void)
{
	int err = request_threaded_irq(1, NULL, thread, IRQF_ONESHOT | IRQF_TRIGGER_LOW, "x", NULL);

	return err ? err : request_threaded_irq(2, primary, thread, 0, "y", NULL);
}
