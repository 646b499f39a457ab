// SPDX-License-Identifier: GPL-2.0-only
#include <linux/interrupt.h>
#include <linux/kthread.h>

#define MADE_BY_MACRO(name) \
	static inline int made_##name(void) { return 0; }

MADE_BY_MACRO(and_never_called)

static inline int only_called(int value)
{
	return value + 1;
}

static int isr_and_thread(int value)
{
	return only_called(value);
}

static irqreturn_t isr(int irq, void *dev)
{
	return isr_and_thread(irq) ? IRQ_HANDLED : IRQ_NONE;
}

static int worker(void *dev)
{
	return isr_and_thread(0);
}

static irqreturn_t isr_whose_name_is_longer_than_the_column_of_names(int irq, void *dev)
{
	return IRQ_HANDLED;
}

int table_start(void *dev);
int table_start(void *dev)
{
	kthread_run(worker, dev, "worker");
	if (request_irq(5, isr, 0, "table", dev))
		return -1;
	return request_irq(6, isr_whose_name_is_longer_than_the_column_of_names, 0, "table", dev);
}
