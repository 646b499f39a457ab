// SPDX-License-Identifier: GPL-2.0-only
/*
 * An irq_work callback notes the time; the message is formatted by who reads it.
 */
#include <linux/irq_work.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/slab.h>

#include "violation.h"

static ktime_t overflow;
static struct irq_work work;

static void report(struct irq_work *work)
{
	overflow = ktime_get();
}

static int trigger(const char *value, const struct kernel_param *param)
{
	char *message;

	init_irq_work(&work, report);
	irq_work_queue(&work);
	irq_work_sync(&work);
	message = kasprintf(GFP_KERNEL, "overflow at %lld\n", overflow);
	kfree(message);
	return message ? 0 : -ENOMEM;
}

violation_param(trigger);

MODULE_DESCRIPTION("A time noted in an irq_work callback");
MODULE_LICENSE("GPL");
