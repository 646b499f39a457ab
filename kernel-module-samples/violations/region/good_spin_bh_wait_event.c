// SPDX-License-Identifier: GPL-2.0-only
/*
 * The wait is outside the lock; the condition takes the lock to look, and takes what it waited for
 * while it is held, as somebody else may be faster.
 */
#include <linux/spinlock.h>
#include <linux/wait.h>

#include "violation.h"

static DECLARE_WAIT_QUEUE_HEAD(space_wait);
static DEFINE_SPINLOCK(space_lock);
static unsigned int space = 8;

static bool take_space(void)
{
	bool taken;

	spin_lock_bh(&space_lock);
	taken = space > 0;
	if (taken)
		space--;
	spin_unlock_bh(&space_lock);
	return taken;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = wait_event_interruptible(space_wait, take_space());

	if (err)
		return err;

	spin_lock_bh(&space_lock);
	space++;
	spin_unlock_bh(&space_lock);
	wake_up(&space_wait);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("Waiting on a wait queue without the lock");
MODULE_LICENSE("GPL");
