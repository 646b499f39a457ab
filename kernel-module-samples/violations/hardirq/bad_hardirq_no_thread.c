// SPDX-License-Identifier: GPL-2.0-only
/*
 * A handler with IRQF_NO_THREAD stays in the hard interrupt on PREEMPT_RT, where a spinlock_t
 * sleeps.
 */
#include <linux/interrupt.h>
#include <linux/spinlock.h>

#include "line.h"
#include "violation.h"

static DEFINE_SPINLOCK(count_lock);
static unsigned int count;

static irqreturn_t handler(int irq, void *data)
{
	if (!line_acknowledge())
		return IRQ_NONE;
	spin_lock(&count_lock); /* expect[preempt-rt]: spinlock */
	count++;
	spin_unlock(&count_lock);
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = request_irq(line_irq(), handler, IRQF_SHARED | IRQF_NO_THREAD, KBUILD_MODNAME,
			      &count);

	if (err)
		return err;
	err = line_raise();
	free_irq(line_irq(), &count);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spin lock taken in a handler with IRQF_NO_THREAD");
MODULE_LICENSE("GPL");
