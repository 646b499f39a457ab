// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hard interrupt handler acknowledges; what takes its time is done by the thread, which may be
 * rescheduled.
 */
#include <linux/interrupt.h>
#include <linux/sched.h>

#include "line.h"
#include "violation.h"

static u16 samples[64];
static u32 sum;

static irqreturn_t handler(int irq, void *data)
{
	return line_acknowledge() ? IRQ_WAKE_THREAD : IRQ_NONE;
}

static irqreturn_t thread(int irq, void *data)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(samples); i++) {
		sum += samples[i];
		cond_resched();
	}
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = request_threaded_irq(line_irq(), handler, thread, IRQF_SHARED, KBUILD_MODNAME,
				       &sum);

	if (err)
		return err;
	err = line_raise();
	free_irq(line_irq(), &sum);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("cond_resched() in an interrupt thread");
MODULE_LICENSE("GPL");
