// SPDX-License-Identifier: GPL-2.0-only
/*
 * The bit spin lock is the inner one of the two.
 */
#include <linux/spinlock.h>
#include <linux/bit_spinlock.h>

#include "violation.h"

#define BUCKET_LOCK 0

static unsigned long bucket;
static unsigned int used;

static DEFINE_SPINLOCK(total_lock);
static unsigned int total;

static int trigger(const char *value, const struct kernel_param *param)
{
	spin_lock(&total_lock);
	bit_spin_lock(BUCKET_LOCK, &bucket);
	used++;
	bit_spin_unlock(BUCKET_LOCK, &bucket);
	total++;
	spin_unlock(&total_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A bit spin lock taken under a spinlock_t");
MODULE_LICENSE("GPL");
