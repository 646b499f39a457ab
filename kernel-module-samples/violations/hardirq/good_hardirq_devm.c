// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the handler needs is allocated by probe(), before the interrupt is requested; managed
 * resources go in the opposite order, so the handler never sees it freed.
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
	struct report *report = data;

	if (!line_acknowledge())
		return IRQ_NONE;
	report->number++;
	return IRQ_HANDLED;
}

static int probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct report *report = devm_kzalloc(dev, sizeof(*report), GFP_KERNEL);

	if (!report)
		return -ENOMEM;
	return devm_request_irq(dev, line_irq(), handler, IRQF_SHARED, KBUILD_MODNAME, report);
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

MODULE_DESCRIPTION("Managed memory for a handler of devm_request_irq()");
MODULE_LICENSE("GPL");
