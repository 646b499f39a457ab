// SPDX-License-Identifier: GPL-2.0-only
/*
 * A spinlock_t taken under a raw spin lock. On PREEMPT_RT the inner one sleeps, while the outer
 * one has preemption disabled.
 */
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_RAW_SPINLOCK(mask_lock);
static unsigned int mask;

static DEFINE_SPINLOCK(shadow_lock);
static unsigned int shadow;

static int trigger(const char *value, const struct kernel_param *param)
{
	raw_spin_lock(&mask_lock);
	mask ^= 1;
	spin_lock(&shadow_lock); /* expect[preempt-rt]: spinlock */
	shadow = mask;
	spin_unlock(&shadow_lock);
	raw_spin_unlock(&mask_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spinlock_t taken under a raw spin lock");
MODULE_LICENSE("GPL");
