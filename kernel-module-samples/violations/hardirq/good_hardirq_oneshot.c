// SPDX-License-Identifier: GPL-2.0-only
/*
 * A threaded interrupt without a primary handler says IRQF_ONESHOT: the line stays masked until the
 * thread has quieted the device.
 */
#include <linux/interrupt.h>

#include "line.h"
#include "violation.h"

static unsigned int count;

static irqreturn_t thread(int irq, void *data)
{
	if (!line_acknowledge())
		return IRQ_NONE;
	count++;
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = request_threaded_irq(line_irq(), NULL, thread, IRQF_SHARED | IRQF_ONESHOT,
				       KBUILD_MODNAME, &count);

	if (err)
		return err;
	err = line_raise();
	free_irq(line_irq(), &count);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A threaded interrupt without a primary handler, with IRQF_ONESHOT");
MODULE_LICENSE("GPL");
