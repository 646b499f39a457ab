// SPDX-License-Identifier: GPL-2.0-only
/*
 * A hard interrupt handler busy-waits for milliseconds: this CPU does nothing else meanwhile, and
 * takes no interrupt.
 */
/*
 * oracle: none -- a long busy-wait is legal code: no detector of the kernel measures how long an
 * interrupt handler takes, short of the 20 seconds of a soft lockup.
 */
#include <linux/delay.h>
#include <linux/interrupt.h>

#include "line.h"
#include "violation.h"

static unsigned int resets;

static irqreturn_t handler(int irq, void *data)
{
	if (!line_acknowledge())
		return IRQ_NONE;
	mdelay(5); /* expect: busy-wait */
	resets++;
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = request_irq(line_irq(), handler, IRQF_SHARED, KBUILD_MODNAME, &resets);

	if (err)
		return err;
	err = line_raise();
	free_irq(line_irq(), &resets);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A long busy-wait in a hard interrupt handler");
MODULE_LICENSE("GPL");
