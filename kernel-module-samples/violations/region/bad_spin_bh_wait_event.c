// SPDX-License-Identifier: GPL-2.0-only
/*
 * Waiting on a wait queue with a spin lock held and bottom halves disabled: whoever is to make the
 * condition true may be a softirq that cannot run.
 */
#include <linux/spinlock.h>
#include <linux/wait.h>

#include "violation.h"

static DECLARE_WAIT_QUEUE_HEAD(space_wait);
static DEFINE_SPINLOCK(space_lock);
static unsigned int space = 8;

static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	spin_lock_bh(&space_lock);
	err = wait_event_interruptible(space_wait, space > 0); /* expect: wait */
	if (!err)
		space--;
	spin_unlock_bh(&space_lock);
	if (err)
		return err;

	spin_lock_bh(&space_lock);
	space++;
	spin_unlock_bh(&space_lock);
	wake_up(&space_wait);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("Waiting on a wait queue under spin_lock_bh()");
MODULE_LICENSE("GPL");
