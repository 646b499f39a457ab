// SPDX-License-Identifier: GPL-2.0-only
/*
 * The memory is allocated before; interrupts are disabled only while it is put to use.
 */
#include <linux/device.h>
#include <linux/irqflags.h>

#include "violation.h"

static u32 *history;

static int trigger(const char *value, const struct kernel_param *param)
{
	struct device *dev = root_device_register("violation");
	unsigned long flags;
	u32 *new;
	int err = 0;

	if (IS_ERR(dev))
		return PTR_ERR(dev);
	new = devm_kcalloc(dev, 16, sizeof(*new), GFP_KERNEL);
	if (new) {
		local_irq_save(flags);
		new[0] = 1;
		history = new;
		local_irq_restore(flags);
		history = NULL;
		devm_kfree(dev, new);
	} else {
		err = -ENOMEM;
	}
	root_device_unregister(dev);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("Device-managed memory allocated with interrupts enabled");
MODULE_LICENSE("GPL");
