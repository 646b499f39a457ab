// SPDX-License-Identifier: GPL-2.0-only
/*
 * A mutex taken in a hard interrupt handler: a top half cannot sleep until the owner is done.
 */
#include <linux/interrupt.h>
#include <linux/mutex.h>

#include "line.h"
#include "violation.h"

static DEFINE_MUTEX(count_lock);
static unsigned int count;

static irqreturn_t handler(int irq, void *data)
{
	if (!line_acknowledge())
		return IRQ_NONE;
	mutex_lock(&count_lock); /* expect: mutex */
	count++;
	mutex_unlock(&count_lock);
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = request_irq(line_irq(), handler, IRQF_SHARED, KBUILD_MODNAME, &count);

	if (err)
		return err;
	err = line_raise();
	free_irq(line_irq(), &count);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken in a hard interrupt handler");
MODULE_LICENSE("GPL");
