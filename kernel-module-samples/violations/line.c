// SPDX-License-Identifier: GPL-2.0-only
/*
 * The interrupt line of QEMU's edu device, for the modules beside this one.
 */
#include <linux/delay.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/pci.h>

#include "line.h"

#define EDU_IRQ_STATUS	0x24
#define EDU_IRQ_RAISE	0x60
#define EDU_IRQ_ACK	0x64

static struct pci_dev *line_device;
static void __iomem *line_registers;

int line_irq(void)
{
	return line_device ? line_device->irq : -ENODEV;
}
EXPORT_SYMBOL_GPL(line_irq);

int line_raise(void)
{
	int i;

	iowrite32(1, line_registers + EDU_IRQ_RAISE);
	for (i = 0; i < 1000; i++) {
		if (!ioread32(line_registers + EDU_IRQ_STATUS))
			return 0;
		usleep_range(100, 200);
	}
	iowrite32(~0, line_registers + EDU_IRQ_ACK);
	return -ETIMEDOUT;
}
EXPORT_SYMBOL_GPL(line_raise);

bool line_acknowledge(void)
{
	u32 status = ioread32(line_registers + EDU_IRQ_STATUS);

	if (!status)
		return false;
	iowrite32(status, line_registers + EDU_IRQ_ACK);
	return true;
}
EXPORT_SYMBOL_GPL(line_acknowledge);

static int line_probe(struct pci_dev *device, const struct pci_device_id *id)
{
	int err = pcim_enable_device(device);

	if (err)
		return err;
	line_registers = pcim_iomap(device, 0, 0);
	if (!line_registers)
		return -ENOMEM;
	line_device = device;
	return 0;
}

static void line_remove(struct pci_dev *device)
{
	line_device = NULL;
}

static const struct pci_device_id line_ids[] = {
	{ PCI_DEVICE(0x1234, 0x11e8) },
	{ }
};
MODULE_DEVICE_TABLE(pci, line_ids);

static struct pci_driver line_driver = {
	.name = "tophalf-line",
	.id_table = line_ids,
	.probe = line_probe,
	.remove = line_remove,
};
module_pci_driver(line_driver);

MODULE_DESCRIPTION("An interrupt line: QEMU's edu device");
MODULE_LICENSE("GPL");
