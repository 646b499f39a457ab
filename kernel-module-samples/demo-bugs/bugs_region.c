// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistakes inside atomic regions.
 */
#include <linux/cleanup.h>
#include <linux/delay.h>
#include <linux/uaccess.h>

#include "bugs.h"

/* A driver's own lock functions: that the caller is atomic between them follows from their bodies. */
static void bugs_lock(struct bugs *bugs)
{
	unsigned long flags;

	spin_lock_irqsave(&bugs->lock, flags);
	bugs->flags = flags;
}

static void bugs_unlock(struct bugs *bugs)
{
	spin_unlock_irqrestore(&bugs->lock, bugs->flags);
}

static void bugs_settle(struct bugs *bugs)
{
	if (bugs->last)
		msleep(20);
}

void bugs_reset(struct bugs *bugs)
{
	bugs_lock(bugs);
	/* BUG 6 [schedule]: sleeps between bugs_lock() and bugs_unlock(). */
	bugs_settle(bugs);
	bugs->last = 0;
	bugs_unlock(bugs);
}

ssize_t bugs_read_last(struct bugs __rcu **where, char __user *buffer)
{
	struct bugs *bugs;

	guard(rcu)();
	bugs = rcu_dereference(*where);
	if (!bugs)
		return -ENODEV;
	/* BUG 7 [user-access]: the copy may fault and sleep, and the guard ends the read section only on return. */
	if (copy_to_user(buffer, &bugs->last, sizeof(bugs->last)))
		return -EFAULT;
	return sizeof(bugs->last);
}

void bugs_write_gain(struct bugs *bugs, u32 gain)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&bugs->regs_lock, flags);
	/* BUG 8 [spinlock], on PREEMPT_RT only: there a spinlock_t sleeps, and a raw lock is held. */
	spin_lock(&bugs->lock);
	bugs->gain = gain;
	spin_unlock(&bugs->lock);
	raw_spin_unlock_irqrestore(&bugs->regs_lock, flags);
}
