// SPDX-License-Identifier: GPL-2.0-only
/*
 * Device-managed memory allocated with GFP_KERNEL between local_irq_save() and
 * local_irq_restore().
 */
#include <linux/device.h>
#include <linux/irqflags.h>

#include "violation.h"

static u32 *history;

static int trigger(const char *value, const struct kernel_param *param)
{
	struct device *dev = root_device_register("violation");
	unsigned long flags;
	int err = 0;

	if (IS_ERR(dev))
		return PTR_ERR(dev);
	local_irq_save(flags);
	history = devm_kcalloc(dev, 16, sizeof(*history), GFP_KERNEL); /* expect: alloc */
	if (history)
		history[0] = 1;
	else
		err = -ENOMEM;
	local_irq_restore(flags);

	if (history)
		devm_kfree(dev, history);
	history = NULL;
	root_device_unregister(dev);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("Device-managed memory allocated with interrupts disabled");
MODULE_LICENSE("GPL");
