// SPDX-License-Identifier: GPL-2.0-only
/*
 * Interrupts disabled by hand, then a spinlock_t: on PREEMPT_RT the lock sleeps, and the interrupts
 * are really off.
 */
#include <linux/irqflags.h>
#include <linux/spinlock.h>

#include "violation.h"

/*
 * oracle[mainline]: none -- lockdep knows which locks are held inside which, and does not take
 * disabled interrupts for one (check_wait_context() in kernel/locking/lockdep.c).
 */

static DEFINE_SPINLOCK(pending_lock);
static unsigned int pending;

static int trigger(const char *value, const struct kernel_param *param)
{
	local_irq_disable();
	spin_lock(&pending_lock); /* expect[preempt-rt]: spinlock */
	pending = 0;
	spin_unlock(&pending_lock);
	local_irq_enable();
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spinlock_t taken with interrupts disabled by hand");
MODULE_LICENSE("GPL");
