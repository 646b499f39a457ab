// SPDX-License-Identifier: GPL-2.0-only
/*
 * A hard irq_work callback takes a raw spin lock, which spins on PREEMPT_RT too; other code takes
 * it with interrupts disabled.
 */
#include <linux/irq_work.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_RAW_SPINLOCK(alarm_lock);
static unsigned int alarms;

static void raise_alarm(struct irq_work *work)
{
	raw_spin_lock(&alarm_lock);
	alarms++;
	raw_spin_unlock(&alarm_lock);
}

static struct irq_work work = IRQ_WORK_INIT_HARD(raise_alarm);

static int trigger(const char *value, const struct kernel_param *param)
{
	irq_work_queue(&work);
	irq_work_sync(&work);
	raw_spin_lock_irq(&alarm_lock);
	alarms = 0;
	raw_spin_unlock_irq(&alarm_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A raw spin lock taken in a hard irq_work callback");
MODULE_LICENSE("GPL");
