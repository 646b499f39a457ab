/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _PLATFORM_DEVICE_H_
#define _PLATFORM_DEVICE_H_
#include <linux/device.h>
struct platform_device { const char *name; int id; struct device dev; };
struct device_driver { const char *name; struct module *owner; };
struct platform_driver {
	int (*probe)(struct platform_device *);
	union {
		void (*remove)(struct platform_device *);
		void (*remove_new)(struct platform_device *);
	};
	void (*shutdown)(struct platform_device *);
	struct device_driver driver;
};
extern int __platform_driver_register(struct platform_driver *, struct module *);
#define platform_driver_register(drv) __platform_driver_register(drv, THIS_MODULE)
#endif
