// SPDX-License-Identifier: GPL-2.0-only
/*
 * free_irq() with interrupts disabled: it takes a mutex and waits until the handler is done. The
 * author wanted no interrupt to come in between, which free_irq() sees to by itself.
 */
#include <linux/interrupt.h>
#include <linux/irqflags.h>

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
	local_irq_disable();
	free_irq(line_irq(), &count); /* expect: sync */
	count = 0;
	local_irq_enable();
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("free_irq() with interrupts disabled");
MODULE_LICENSE("GPL");
