// SPDX-License-Identifier: GPL-2.0-only
/*
 * The scope of the guard ends before the pause, and a new one begins after it.
 */
#include <linux/cleanup.h>
#include <linux/delay.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_SPINLOCK(power_lock);
static bool powered, clocked;

static int trigger(const char *value, const struct kernel_param *param)
{
	scoped_guard(spinlock_irqsave, &power_lock)
		powered = true;
	msleep(20);
	scoped_guard(spinlock_irqsave, &power_lock)
		clocked = true;

	scoped_guard(spinlock_irqsave, &power_lock) {
		clocked = false;
		powered = false;
	}
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A pause between two scoped guards");
MODULE_LICENSE("GPL");
