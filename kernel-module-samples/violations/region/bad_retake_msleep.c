// SPDX-License-Identifier: GPL-2.0-only
/*
 * A helper drops the lock of its caller, sleeps and takes it again. It is called with two locks
 * held and drops the inner one only.
 */
#include <linux/delay.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_SPINLOCK(list_lock);
static DEFINE_SPINLOCK(item_lock);
static unsigned int listed;
static unsigned int pending = 2;

static noinline void wait_for_item(void)
	__releases(&item_lock) __acquires(&item_lock)
{
	spin_unlock(&item_lock);
	msleep(20); /* expect: schedule */
	spin_lock(&item_lock);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	spin_lock(&list_lock);
	spin_lock(&item_lock);
	while (pending) {
		pending--;
		wait_for_item();
	}
	listed++;
	pending = 2;
	spin_unlock(&item_lock);
	spin_unlock(&list_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A helper that drops one of two locks and sleeps");
MODULE_LICENSE("GPL");
