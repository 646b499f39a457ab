// SPDX-License-Identifier: GPL-2.0-only
/*
 * Of two locks the one that sleeps is the outer one: with the mutex held a spin lock may be taken.
 */
#include <linux/mutex.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_MUTEX(limit_lock);
static unsigned int limit = 16;

static DEFINE_SPINLOCK(use_lock);
static unsigned int in_use;

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = 0;

	mutex_lock(&limit_lock);
	spin_lock(&use_lock);
	if (in_use > limit)
		err = -EBUSY;
	spin_unlock(&use_lock);
	mutex_unlock(&limit_lock);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spin lock taken with a mutex held");
MODULE_LICENSE("GPL");
