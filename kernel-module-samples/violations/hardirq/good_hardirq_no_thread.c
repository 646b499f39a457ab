// SPDX-License-Identifier: GPL-2.0-only
/*
 * A handler with IRQF_NO_THREAD takes a raw spin lock, which spins on PREEMPT_RT too; so it has to
 * be held for a short time only.
 */
#include <linux/interrupt.h>
#include <linux/spinlock.h>

#include "line.h"
#include "violation.h"

static DEFINE_RAW_SPINLOCK(count_lock);
static unsigned int count;

static irqreturn_t handler(int irq, void *data)
{
	if (!line_acknowledge())
		return IRQ_NONE;
	raw_spin_lock(&count_lock);
	count++;
	raw_spin_unlock(&count_lock);
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

MODULE_DESCRIPTION("A raw spin lock taken in a handler with IRQF_NO_THREAD");
MODULE_LICENSE("GPL");
