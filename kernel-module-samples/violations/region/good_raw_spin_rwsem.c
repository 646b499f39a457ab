// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a sleeping lock protects is read before the raw spin lock is taken. The semaphore is held
 * on: nobody changes the value meanwhile.
 */
#include <linux/rwsem.h>
#include <linux/spinlock.h>

#include "violation.h"

static DECLARE_RWSEM(scale_lock);
static unsigned int scale = 4;

static DEFINE_RAW_SPINLOCK(value_lock);
static unsigned int raw_value = 100;
static unsigned int scaled_value;

static int trigger(const char *value, const struct kernel_param *param)
{
	down_read(&scale_lock);
	raw_spin_lock(&value_lock);
	scaled_value = raw_value * scale;
	raw_spin_unlock(&value_lock);
	up_read(&scale_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A raw spin lock taken under a reader-writer semaphore");
MODULE_LICENSE("GPL");
