// SPDX-License-Identifier: GPL-2.0-only
/*
 * The mutex first; spin_trylock() inside it decides whether the cache is brought up to date.
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

	mutex_lock(&store_mutex);
	seen = stored;
	if (spin_trylock(&cache_lock)) {
		cached = seen;
		spin_unlock(&cache_lock);
	}
	mutex_unlock(&store_mutex);

	/* Nobody is kept from sleeping by a lock that was not got. */
	if (!spin_trylock(&cache_lock)) {
		mutex_lock(&store_mutex);
		seen = stored;
		mutex_unlock(&store_mutex);
	} else {
		seen = cached;
		spin_unlock(&cache_lock);
	}
	return seen ? 0 : -EIO;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken where spin_trylock() did not get the lock");
MODULE_LICENSE("GPL");
