// SPDX-License-Identifier: GPL-2.0-only
#include <linux/interrupt.h>
#include <linux/mutex.h>

static DEFINE_MUTEX(config);

static void drv_write(int value)
{
	mutex_lock(&config);
	mutex_unlock(&config);
}

static void drv_update(void)
{
	drv_write(1);
}

static irqreturn_t drv_isr(int irq, void *dev)
{
	drv_update();
	return IRQ_HANDLED;
}

int drv_probe(void *dev);
int drv_probe(void *dev)
{
	return request_irq(5, drv_isr, 0, "drv", dev);
}
