/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _DEVICE_H_
#define _DEVICE_H_
#include <linux/types.h>
struct device { void *driver_data; };
struct attribute { const char *name; umode_t mode; };
struct device_attribute {
	struct attribute attr;
	ssize_t (*show)(struct device *dev, struct device_attribute *attr, char *buf);
	ssize_t (*store)(struct device *dev, struct device_attribute *attr, const char *buf, size_t count);
};
#define __ATTR(_name, _mode, _show, _store) {		\
	.attr = { .name = #_name, .mode = _mode },	\
	.show = _show,					\
	.store = _store,				\
}
#define DEVICE_ATTR(_name, _mode, _show, _store) \
	struct device_attribute dev_attr_##_name = __ATTR(_name, _mode, _show, _store)
static inline void *dev_get_drvdata(const struct device *dev)
{
	return dev->driver_data;
}
#endif
