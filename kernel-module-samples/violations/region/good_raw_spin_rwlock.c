// SPDX-License-Identifier: GPL-2.0-only
/*
 * Under the raw spin lock the event is only taken note of; the search comes after it.
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
	int i, index = -1;
	unsigned long flags;
	u32 event;

	raw_spin_lock_irqsave(&event_lock, flags);
	event = last_event;
	raw_spin_unlock_irqrestore(&event_lock, flags);

	read_lock(&names_lock);
	for (i = 0; i < NAMES; i++)
		if (names[i] == event)
			index = i;
	read_unlock(&names_lock);

	raw_spin_lock_irqsave(&event_lock, flags);
	last_index = index;
	raw_spin_unlock_irqrestore(&event_lock, flags);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("An rwlock_t taken between two sections with a raw spin lock");
MODULE_LICENSE("GPL");
