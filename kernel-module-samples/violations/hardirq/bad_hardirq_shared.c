// SPDX-License-Identifier: GPL-2.0-only
/*
 * A handler on a shared line takes every interrupt for its own, those of the other devices too.
 */
/*
 * oracle: none -- that nothing shows is the defect: a line that is stuck is found by its handlers
 * all saying IRQ_NONE, and this one never does.
 */
#include <linux/interrupt.h>

#include "line.h"
#include "violation.h"

static unsigned int count;

static irqreturn_t handler(int irq, void *data)
{
	line_acknowledge();
	count++;
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	err = request_irq(line_irq(), handler, /* expect: shared-irq */
			  IRQF_SHARED, KBUILD_MODNAME, &count);
	if (err)
		return err;
	err = line_raise();
	free_irq(line_irq(), &count);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A shared interrupt handler that always claims the interrupt");
MODULE_LICENSE("GPL");
