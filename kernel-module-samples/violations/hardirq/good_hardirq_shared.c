// SPDX-License-Identifier: GPL-2.0-only
/*
 * A handler on a shared line asks its device first, and leaves the interrupt to the others if it
 * was not its own.
 */
#include <linux/interrupt.h>

#include "line.h"
#include "violation.h"

static unsigned int count, others;

static irqreturn_t handler(int irq, void *data)
{
	if (!line_acknowledge()) {
		others++;
		return IRQ_NONE;
	}
	count++;
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = request_irq(line_irq(), handler, IRQF_SHARED, KBUILD_MODNAME, &count);

	if (err)
		return err;
	err = line_raise();
	free_irq(line_irq(), &count);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A shared interrupt handler that asks its device");
MODULE_LICENSE("GPL");
