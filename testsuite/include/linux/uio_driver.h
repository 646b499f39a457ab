/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_UIO_DRIVER_H_
#define _LINUX_UIO_DRIVER_H_
#include <linux/irqreturn.h>
#include <linux/module.h>
struct uio_info {
	const char *name;
	const char *version;
	long irq;
	unsigned long irq_flags;
	void *priv;
	irqreturn_t (*handler)(int irq, struct uio_info *dev_info);
	int (*irqcontrol)(struct uio_info *info, s32 irq_on);
};
extern int __must_check
__uio_register_device(struct module *owner, struct device *parent, struct uio_info *info);
#define uio_register_device(parent, info) __uio_register_device(THIS_MODULE, parent, info)
#endif
