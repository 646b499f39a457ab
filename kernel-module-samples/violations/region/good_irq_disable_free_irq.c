// SPDX-License-Identifier: GPL-2.0-only
/*
 * free_irq() is called with interrupts enabled. When it returns, the handler neither runs nor will
 * run again on any CPU, so what it used can be reset without further ado.
 */
#include <linux/interrupt.h>

#include "line.h"
#include "violation.h"

static unsigned int count;

static irqreturn_t handler(int irq, void *data)
{
	if (!line_acknowledge())
		return IRQ_NONE;
	count++;
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = request_irq(line_irq(), handler, IRQF_SHARED, KBUILD_MODNAME, &count);

	if (err)
		return err;
	free_irq(line_irq(), &count);
	count = 0;
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("free_irq() with interrupts enabled");
MODULE_LICENSE("GPL");
