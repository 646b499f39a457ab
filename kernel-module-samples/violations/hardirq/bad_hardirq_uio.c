// SPDX-License-Identifier: GPL-2.0-only
/*
 * The interrupt handler of a UIO driver cancels a work item and waits until it is off every CPU:
 * UIO calls it in the hard interrupt.
 */
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/uio_driver.h>
#include <linux/workqueue.h>

#include "line.h"
#include "violation.h"

static unsigned int timeouts;

static void timed_out(struct work_struct *work)
{
	timeouts++;
}

static DECLARE_DELAYED_WORK(timeout, timed_out);

static irqreturn_t handler(int irq, struct uio_info *info)
{
	if (!line_acknowledge())
		return IRQ_NONE;
	cancel_delayed_work_sync(&timeout); /* expect: sync */
	return IRQ_HANDLED;
}

static struct uio_info info = {
	.name = KBUILD_MODNAME,
	.version = "1",
	.irq_flags = IRQF_SHARED,
	.handler = handler,
};

static int trigger(const char *value, const struct kernel_param *param)
{
	struct platform_device *pdev;
	int err;

	pdev = platform_device_register_simple(KBUILD_MODNAME, PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(pdev))
		return PTR_ERR(pdev);
	info.irq = line_irq();
	err = uio_register_device(&pdev->dev, &info);
	if (!err) {
		schedule_delayed_work(&timeout, HZ);
		err = line_raise();
		uio_unregister_device(&info);
		cancel_delayed_work_sync(&timeout);
	}
	platform_device_unregister(pdev);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("cancel_delayed_work_sync() in the handler of a UIO driver");
MODULE_LICENSE("GPL");
