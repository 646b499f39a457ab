// SPDX-License-Identifier: GPL-2.0-only
#include <linux/delay.h>
#include <linux/interrupt.h>

static irqreturn_t isr(int irq, void *dev)
{
	mdelay(20);
	return IRQ_HANDLED;
}

int drv_probe(void *dev);
int drv_probe(void *dev)
{
	return request_irq(5, isr, 0, "drv", dev);
}
