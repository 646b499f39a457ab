// SPDX-License-Identifier: GPL-2.0-only
/*
 * The buffer for a handler with IRQF_NO_THREAD is allocated before the interrupt is requested.
 */
#include <linux/interrupt.h>
#include <linux/ktime.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "line.h"
#include "violation.h"

static ktime_t *capture;

static irqreturn_t handler(int irq, void *data)
{
	if (!line_acknowledge())
		return IRQ_NONE;
	capture[0] = ktime_get();
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	capture = kmalloc(SZ_64K, GFP_KERNEL);
	if (!capture)
		return -ENOMEM;
	err = request_irq(line_irq(), handler, IRQF_SHARED | IRQF_NO_THREAD, KBUILD_MODNAME,
			  &capture);
	if (!err) {
		err = line_raise();
		free_irq(line_irq(), &capture);
	}
	kfree(capture);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("Memory allocated for a handler with IRQF_NO_THREAD");
MODULE_LICENSE("GPL");
