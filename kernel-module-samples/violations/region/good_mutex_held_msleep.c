// SPDX-License-Identifier: GPL-2.0-only
/*
 * Holding a mutex is not atomic: sleeping, allocating and taking further mutexes is right.
 */
#include <linux/delay.h>
#include <linux/mutex.h>
#include <linux/slab.h>

#include "violation.h"

static DEFINE_MUTEX(device_mutex);
static DEFINE_MUTEX(log_mutex);
static unsigned int logged;

static int trigger(const char *value, const struct kernel_param *param)
{
	void *buffer;

	mutex_lock(&device_mutex);
	buffer = kmalloc(64, GFP_KERNEL);
	msleep(20);
	mutex_lock(&log_mutex);
	logged++;
	mutex_unlock(&log_mutex);
	mutex_unlock(&device_mutex);
	kfree(buffer);
	return buffer ? 0 : -ENOMEM;
}

violation_param(trigger);

MODULE_DESCRIPTION("Sleeping with a mutex held");
MODULE_LICENSE("GPL");
