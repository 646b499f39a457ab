// SPDX-License-Identifier: GPL-2.0-only
/*
 * The raw spin lock is the inner one: it is held for the register only, and a spinlock_t around it
 * is right on every kernel.
 */
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_RAW_SPINLOCK(mask_lock);
static unsigned int mask;

static DEFINE_SPINLOCK(shadow_lock);
static unsigned int shadow;

static int trigger(const char *value, const struct kernel_param *param)
{
	spin_lock(&shadow_lock);
	raw_spin_lock(&mask_lock);
	mask ^= 1;
	shadow = mask;
	raw_spin_unlock(&mask_lock);
	spin_unlock(&shadow_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A raw spin lock taken under a spinlock_t");
MODULE_LICENSE("GPL");
