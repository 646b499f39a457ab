// SPDX-License-Identifier: GPL-2.0-only
/*
 * A handler with IRQF_NO_THREAD allocates: on PREEMPT_RT the allocator's own locks sleep, so that
 * not even GFP_ATOMIC is allowed in a real hard interrupt.
 */
#include <linux/interrupt.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "line.h"
#include "violation.h"

static void *capture;

static irqreturn_t handler(int irq, void *data)
{
	if (!line_acknowledge())
		return IRQ_NONE;
	/* As large as this it comes from the zone, not from a cache that may have it at hand. */
	if (!capture)
		capture = kmalloc(SZ_64K, GFP_ATOMIC); /* expect[preempt-rt]: spinlock */
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = request_irq(line_irq(), handler, IRQF_SHARED | IRQF_NO_THREAD, KBUILD_MODNAME,
			      &capture);

	if (err)
		return err;
	err = line_raise();
	free_irq(line_irq(), &capture);
	kfree(capture);
	capture = NULL;
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("An allocation in a handler with IRQF_NO_THREAD");
MODULE_LICENSE("GPL");
