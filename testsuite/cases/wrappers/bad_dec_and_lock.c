// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// atomic_dec_and_lock() holds the lock where it returns true.
#include <linux/mutex.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(list_mutex);

void put(atomic_t *count)
{
	if (!atomic_dec_and_lock(count, &lock))
		return;
	mutex_lock(&list_mutex); /* expect: mutex */
	mutex_unlock(&list_mutex);
	spin_unlock(&lock);
}
