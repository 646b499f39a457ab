// SPDX-License-Identifier: GPL-2.0-only
/*
 * A long loop made polite with cond_resched(), in a section with an rwlock_t held for writing.
 */
#include <linux/sched.h>
#include <linux/spinlock.h>

#include "violation.h"

#define ENTRIES 4096

static DEFINE_RWLOCK(ages_lock);
static u8 ages[ENTRIES];

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned int i;

	write_lock(&ages_lock);
	for (i = 0; i < ENTRIES; i++) {
		ages[i]++;
		cond_resched(); /* expect: schedule */
	}
	write_unlock(&ages_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("cond_resched() with an rwlock_t held for writing");
MODULE_LICENSE("GPL");
