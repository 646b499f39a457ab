// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lock disables interrupts itself, where that is needed: spin_lock_irq() leaves them on with
 * PREEMPT_RT, as the interrupt handlers that share the lock are threads there.
 */
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_SPINLOCK(pending_lock);
static unsigned int pending;

static int trigger(const char *value, const struct kernel_param *param)
{
	spin_lock_irq(&pending_lock);
	pending = 0;
	spin_unlock_irq(&pending_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spinlock_t that disables interrupts itself");
MODULE_LICENSE("GPL");
