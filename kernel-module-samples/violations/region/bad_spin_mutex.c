// SPDX-License-Identifier: GPL-2.0-only
/*
 * A mutex taken under a spin lock: while it waits for the mutex's owner, everybody else spins for
 * the spin lock.
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

	spin_lock(&use_lock);
	mutex_lock(&limit_lock); /* expect: mutex */
	if (in_use > limit)
		err = -EBUSY;
	mutex_unlock(&limit_lock);
	spin_unlock(&use_lock);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken under a spin lock");
MODULE_LICENSE("GPL");
