// SPDX-License-Identifier: GPL-2.0-only
/*
 * A spinlock_t taken under a bit spin lock. One bit cannot become a lock that sleeps, so it
 * disables preemption on PREEMPT_RT as well.
 */
#include <linux/spinlock.h>
#include <linux/bit_spinlock.h>

#include "violation.h"

/* oracle[mainline]: none -- a bit spin lock has no room for what lockdep would have to know. */

#define BUCKET_LOCK 0

static unsigned long bucket;
static unsigned int used;

static DEFINE_SPINLOCK(total_lock);
static unsigned int total;

static int trigger(const char *value, const struct kernel_param *param)
{
	bit_spin_lock(BUCKET_LOCK, &bucket);
	used++;
	spin_lock(&total_lock); /* expect[preempt-rt]: spinlock */
	total++;
	spin_unlock(&total_lock);
	bit_spin_unlock(BUCKET_LOCK, &bucket);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spinlock_t taken under a bit spin lock");
MODULE_LICENSE("GPL");
