// SPDX-License-Identifier: GPL-2.0-only
/*
 * A pause inside scoped_guard(spinlock_irqsave).
 */
#include <linux/cleanup.h>
#include <linux/delay.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_SPINLOCK(power_lock);
static bool powered, clocked;

static int trigger(const char *value, const struct kernel_param *param)
{
	scoped_guard(spinlock_irqsave, &power_lock) {
		powered = true;
		msleep(20); /* expect: schedule */
		clocked = true;
	}
	scoped_guard(spinlock_irqsave, &power_lock) {
		clocked = false;
		powered = false;
	}
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A pause inside scoped_guard(spinlock_irqsave)");
MODULE_LICENSE("GPL");
