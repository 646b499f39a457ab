// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hard interrupt handler acknowledges, and the thread sleeps until the reset is done.
 */
#include <linux/delay.h>
#include <linux/interrupt.h>

#include "line.h"
#include "violation.h"

static unsigned int resets;

static irqreturn_t handler(int irq, void *data)
{
	return line_acknowledge() ? IRQ_WAKE_THREAD : IRQ_NONE;
}

static irqreturn_t thread(int irq, void *data)
{
	usleep_range(5000, 6000);
	resets++;
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = request_threaded_irq(line_irq(), handler, thread, IRQF_SHARED, KBUILD_MODNAME,
				       &resets);

	if (err)
		return err;
	err = line_raise();
	free_irq(line_irq(), &resets);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A delay in an interrupt thread");
MODULE_LICENSE("GPL");
