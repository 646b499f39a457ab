// SPDX-License-Identifier: GPL-2.0-only
/*
 * An irq_work callback formats a message into memory that it allocates with GFP_KERNEL.
 */
#include <linux/irq_work.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/slab.h>

#include "violation.h"

static char *message;
static struct irq_work work;

static void report(struct irq_work *work)
{
	message = kasprintf(GFP_KERNEL, "overflow at %lld\n", ktime_get()); /* expect: alloc */
}

static int trigger(const char *value, const struct kernel_param *param)
{
	init_irq_work(&work, report);
	irq_work_queue(&work);
	irq_work_sync(&work);
	kfree(message);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("An allocation with GFP_KERNEL in an irq_work callback");
MODULE_LICENSE("GPL");
