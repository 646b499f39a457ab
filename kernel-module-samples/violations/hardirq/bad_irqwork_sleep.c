// SPDX-License-Identifier: GPL-2.0-only
/*
 * An irq_work callback offers to be rescheduled while it empties a buffer: it is a hard interrupt.
 */
#include <linux/irq_work.h>
#include <linux/kfifo.h>
#include <linux/sched.h>

#include "violation.h"

static DEFINE_KFIFO(samples, u32, 16);
static u32 sum;
static struct irq_work work;

static void drain(struct irq_work *work)
{
	u32 sample;

	while (kfifo_get(&samples, &sample)) {
		sum += sample;
		cond_resched(); /* expect: schedule */
	}
}

static int trigger(const char *value, const struct kernel_param *param)
{
	init_irq_work(&work, drain);
	kfifo_put(&samples, 1);
	kfifo_put(&samples, 2);
	irq_work_queue(&work);
	irq_work_sync(&work);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("cond_resched() in an irq_work callback");
MODULE_LICENSE("GPL");
