// SPDX-License-Identifier: GPL-2.0-only
/*
 * A handler of devm_request_irq() is a hard interrupt handler like any other: it cannot allocate
 * with GFP_KERNEL, managed or not.
 */
#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>

#include "line.h"
#include "violation.h"

struct report {
	unsigned int number;
};

static irqreturn_t handler(int irq, void *data)
{
	struct device *dev = data;
	struct report *report;

	if (!line_acknowledge())
		return IRQ_NONE;
	report = devm_kzalloc(dev, sizeof(*report), GFP_KERNEL); /* expect: alloc */
	if (report)
		dev_set_drvdata(dev, report);
	return IRQ_HANDLED;
}

static int probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;

	return devm_request_irq(dev, line_irq(), handler, IRQF_SHARED, KBUILD_MODNAME, dev);
}

static struct platform_driver driver = {
	.driver.name = KBUILD_MODNAME,
	.probe = probe,
};

static int trigger(const char *value, const struct kernel_param *param)
{
	struct platform_device *pdev;
	int err;

	if (line_irq() < 0)
		return line_irq();
	err = platform_driver_register(&driver);
	if (err)
		return err;
	pdev = platform_device_register_simple(KBUILD_MODNAME, PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(pdev)) {
		err = PTR_ERR(pdev);
	} else {
		err = line_raise();
		platform_device_unregister(pdev);
	}
	platform_driver_unregister(&driver);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A managed allocation in a handler of devm_request_irq()");
MODULE_LICENSE("GPL");
