// SPDX-License-Identifier: GPL-2.0-only
/*
 * An irq_work made with IRQ_WORK_INIT_HARD() runs in the hard interrupt on PREEMPT_RT too, where a
 * spinlock_t sleeps.
 */
#include <linux/irq_work.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_SPINLOCK(alarm_lock);
static unsigned int alarms;

static void raise_alarm(struct irq_work *work)
{
	spin_lock(&alarm_lock); /* expect[preempt-rt]: spinlock */
	alarms++;
	spin_unlock(&alarm_lock);
}

static struct irq_work work = IRQ_WORK_INIT_HARD(raise_alarm);

static int trigger(const char *value, const struct kernel_param *param)
{
	irq_work_queue(&work);
	irq_work_sync(&work);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spin lock taken in a hard irq_work callback");
MODULE_LICENSE("GPL");
