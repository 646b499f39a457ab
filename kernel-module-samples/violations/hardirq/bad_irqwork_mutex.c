// SPDX-License-Identifier: GPL-2.0-only
/*
 * A mutex taken in an irq_work callback: the CPU interrupts itself to run it.
 */
#include <linux/irq_work.h>
#include <linux/mutex.h>

#include "violation.h"

static DEFINE_MUTEX(alarm_lock);
static unsigned int alarms;
static struct irq_work work;

static void raise_alarm(struct irq_work *work)
{
	mutex_lock(&alarm_lock); /* expect: mutex */
	alarms++;
	mutex_unlock(&alarm_lock);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	init_irq_work(&work, raise_alarm);
	irq_work_queue(&work);
	irq_work_sync(&work);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken in an irq_work callback");
MODULE_LICENSE("GPL");
