// SPDX-License-Identifier: GPL-2.0-only
/*
 * A simple wait queue is protected by a raw spin lock: swake_up_one() may be called under another.
 */
#include <linux/spinlock.h>
#include <linux/swait.h>

#include "violation.h"

static DECLARE_SWAIT_QUEUE_HEAD(event_wait);
static DEFINE_RAW_SPINLOCK(event_lock);
static bool event;

static int trigger(const char *value, const struct kernel_param *param)
{
	raw_spin_lock(&event_lock);
	event = true;
	swake_up_one(&event_wait);
	raw_spin_unlock(&event_lock);
	swait_event_exclusive(event_wait, event);
	event = false;
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("swake_up_one() under a raw spin lock");
MODULE_LICENSE("GPL");
