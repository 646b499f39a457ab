// SPDX-License-Identifier: GPL-2.0-only
/*
 * A hard interrupt handler with much to do offers to be rescheduled: the scheduler cannot switch
 * away from an interrupt.
 */
#include <linux/interrupt.h>
#include <linux/sched.h>

#include "line.h"
#include "violation.h"

static u16 samples[64];
static u32 sum;

static irqreturn_t handler(int irq, void *data)
{
	unsigned int i;

	if (!line_acknowledge())
		return IRQ_NONE;
	for (i = 0; i < ARRAY_SIZE(samples); i++) {
		sum += samples[i];
		cond_resched(); /* expect: schedule */
	}
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = request_irq(line_irq(), handler, IRQF_SHARED, KBUILD_MODNAME, &sum);

	if (err)
		return err;
	err = line_raise();
	free_irq(line_irq(), &sum);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("cond_resched() in a hard interrupt handler");
MODULE_LICENSE("GPL");
