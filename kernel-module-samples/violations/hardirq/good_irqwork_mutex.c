// SPDX-License-Identifier: GPL-2.0-only
/*
 * What an irq_work callback shares with other code is protected by a spin lock; other code takes it
 * with interrupts disabled.
 */
#include <linux/irq_work.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_SPINLOCK(alarm_lock);
static unsigned int alarms;
static struct irq_work work;

static void raise_alarm(struct irq_work *work)
{
	spin_lock(&alarm_lock);
	alarms++;
	spin_unlock(&alarm_lock);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	init_irq_work(&work, raise_alarm);
	irq_work_queue(&work);
	irq_work_sync(&work);
	spin_lock_irq(&alarm_lock);
	alarms = 0;
	spin_unlock_irq(&alarm_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spin lock taken in an irq_work callback");
MODULE_LICENSE("GPL");
