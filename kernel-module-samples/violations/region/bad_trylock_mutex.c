// SPDX-License-Identifier: GPL-2.0-only
/*
 * A mutex taken where spin_trylock() got the lock. On the other branch it is right.
 */
#include <linux/mutex.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_SPINLOCK(cache_lock);
static unsigned int cached;

static DEFINE_MUTEX(store_mutex);
static unsigned int stored = 1;

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned int seen;

	if (spin_trylock(&cache_lock)) {
		mutex_lock(&store_mutex); /* expect: mutex */
		cached = stored;
		mutex_unlock(&store_mutex);
		seen = cached;
		spin_unlock(&cache_lock);
	} else {
		mutex_lock(&store_mutex);
		seen = stored;
		mutex_unlock(&store_mutex);
	}
	return seen ? 0 : -EIO;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken where spin_trylock() got the lock");
MODULE_LICENSE("GPL");
