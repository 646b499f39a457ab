// SPDX-License-Identifier: GPL-2.0-only
/*
 * A helper drops the lock of its caller, sleeps and takes it again: no lock is held meanwhile. The
 * caller looks again at what it protects. The other lock is taken once the wait is over.
 */
#include <linux/delay.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_SPINLOCK(list_lock);
static DEFINE_SPINLOCK(item_lock);
static unsigned int listed;
static unsigned int pending = 2;

static void wait_for_item(void)
	__releases(&item_lock) __acquires(&item_lock)
{
	spin_unlock(&item_lock);
	msleep(20);
	spin_lock(&item_lock);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	spin_lock(&item_lock);
	while (pending) {
		pending--;
		wait_for_item();
	}
	pending = 2;
	spin_unlock(&item_lock);

	spin_lock(&list_lock);
	listed++;
	spin_unlock(&list_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A helper that drops the only lock and sleeps");
MODULE_LICENSE("GPL");
