// SPDX-License-Identifier: GPL-2.0-only
/*
 * Allocated with interrupts enabled, and made known with them disabled.
 */
#include <linux/gfp.h>
#include <linux/irqflags.h>

#include "violation.h"

#define ORDER 4

static unsigned long buffer;

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long new = __get_free_pages(GFP_KERNEL, ORDER);
	unsigned long flags;

	if (!new)
		return -ENOMEM;
	local_irq_save(flags);
	buffer = new;
	local_irq_restore(flags);

	local_irq_save(flags);
	buffer = 0;
	local_irq_restore(flags);
	free_pages(new, ORDER);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("Pages allocated with interrupts enabled");
MODULE_LICENSE("GPL");
