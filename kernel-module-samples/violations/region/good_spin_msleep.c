// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two steps with a pause between them are made one by a mutex; the spin lock is held for each step
 * alone, so that others who use the register wait for no longer than that.
 */
#include <linux/delay.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

#include "violation.h"

#define RESET 1

static DEFINE_MUTEX(reset_lock);
static DEFINE_SPINLOCK(control_lock);
static unsigned int control;

static int trigger(const char *value, const struct kernel_param *param)
{
	mutex_lock(&reset_lock);
	spin_lock(&control_lock);
	control |= RESET;
	spin_unlock(&control_lock);
	msleep(20);
	spin_lock(&control_lock);
	control &= ~RESET;
	spin_unlock(&control_lock);
	mutex_unlock(&reset_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A pause between two spin-locked sections");
MODULE_LICENSE("GPL");
