// SPDX-License-Identifier: GPL-2.0-only
/*
 * A reader-writer semaphore taken under a raw spin lock: the reader sleeps while a writer is in.
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
	raw_spin_lock(&value_lock);
	down_read(&scale_lock); /* expect: mutex */
	scaled_value = raw_value * scale;
	up_read(&scale_lock);
	raw_spin_unlock(&value_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A reader-writer semaphore taken under a raw spin lock");
MODULE_LICENSE("GPL");
