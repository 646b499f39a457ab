// SPDX-License-Identifier: GPL-2.0-only
/*
 * The work is cut into pieces that are short enough for a lock; between two of them nothing is
 * held, and others get the lock and the CPU.
 */
#include <linux/sched.h>
#include <linux/spinlock.h>

#include "violation.h"

#define ENTRIES 4096
#define PIECE 256

static DEFINE_RWLOCK(ages_lock);
static u8 ages[ENTRIES];

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned int i, end;

	for (i = 0; i < ENTRIES; i = end) {
		write_lock(&ages_lock);
		for (end = i + PIECE; i < end; i++)
			ages[i]++;
		write_unlock(&ages_lock);
		cond_resched();
	}
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("cond_resched() between short sections with an rwlock_t");
MODULE_LICENSE("GPL");
