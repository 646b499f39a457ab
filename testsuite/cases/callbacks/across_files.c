// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s %S/Inputs/shared.c
// A handler that calls an exported function of another file; the finding is there, in Inputs/shared.c.
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

extern void shared_update(void);

static irqreturn_t handler(int irq, void *dev)
{
	shared_update();
	return IRQ_HANDLED;
}

int probe(void)
{
	return request_irq(1, handler, 0, "x", NULL);
}
