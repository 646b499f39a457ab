// SPDX-License-Identifier: GPL-2.0-only
/*
 * An irq_work callback queues a work item, which may be rescheduled while it empties the buffer.
 */
#include <linux/irq_work.h>
#include <linux/kfifo.h>
#include <linux/sched.h>
#include <linux/workqueue.h>

#include "violation.h"

static DEFINE_KFIFO(samples, u32, 16);
static u32 sum;
static struct irq_work kick;

static void drain(struct work_struct *work)
{
	u32 sample;

	while (kfifo_get(&samples, &sample)) {
		sum += sample;
		cond_resched();
	}
}

static DECLARE_WORK(drain_work, drain);

static void kicked(struct irq_work *work)
{
	schedule_work(&drain_work);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	init_irq_work(&kick, kicked);
	kfifo_put(&samples, 1);
	kfifo_put(&samples, 2);
	irq_work_queue(&kick);
	irq_work_sync(&kick);
	flush_work(&drain_work);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("cond_resched() in a work item that an irq_work callback queues");
MODULE_LICENSE("GPL");
