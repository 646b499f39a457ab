// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --image drivers/one=%s --image drivers/two=%S/Inputs/global.c
// Not static, not exported, and of the same name in two modules.
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

void update(void)
{
	udelay(1);
}

static irqreturn_t handler(int irq, void *dev)
{
	update();
	return IRQ_HANDLED;
}

int start(void)
{
	return request_irq(1, handler, 0, "one", NULL);
}
