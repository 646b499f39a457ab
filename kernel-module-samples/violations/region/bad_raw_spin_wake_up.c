// SPDX-License-Identifier: GPL-2.0-only
/*
 * wake_up() under a raw spin lock: a wait queue is protected by a spinlock_t, which sleeps on
 * PREEMPT_RT.
 */
#include <linux/spinlock.h>
#include <linux/wait.h>

#include "violation.h"

static DECLARE_WAIT_QUEUE_HEAD(event_wait);
static DEFINE_RAW_SPINLOCK(event_lock);
static bool event;

static int trigger(const char *value, const struct kernel_param *param)
{
	raw_spin_lock(&event_lock);
	event = true;
	wake_up(&event_wait); /* expect[preempt-rt]: spinlock */
	raw_spin_unlock(&event_lock);
	wait_event(event_wait, event);
	event = false;
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("wake_up() under a raw spin lock");
MODULE_LICENSE("GPL");
