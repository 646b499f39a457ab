// SPDX-License-Identifier: GPL-2.0-only
/*
 * An rwlock_t taken for reading under a raw spin lock: on PREEMPT_RT it sleeps while a writer is
 * in.
 */
#include <linux/spinlock.h>

#include "violation.h"

#define NAMES 4

static DEFINE_RWLOCK(names_lock);
static u32 names[NAMES] = { 3, 5, 7, 9 };

static DEFINE_RAW_SPINLOCK(event_lock);
static u32 last_event = 7;
static int last_index;

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long flags;
	int i;

	raw_spin_lock_irqsave(&event_lock, flags);
	last_index = -1;
	read_lock(&names_lock); /* expect[preempt-rt]: spinlock */
	for (i = 0; i < NAMES; i++)
		if (names[i] == last_event)
			last_index = i;
	read_unlock(&names_lock);
	raw_spin_unlock_irqrestore(&event_lock, flags);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("An rwlock_t taken under a raw spin lock");
MODULE_LICENSE("GPL");
