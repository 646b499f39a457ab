// SPDX-License-Identifier: GPL-2.0-only
/*
 * A pause under a spin lock: another task runs in the middle of the section, and whoever wants the
 * lock spins until this one gets the CPU back.
 */
#include <linux/delay.h>
#include <linux/spinlock.h>

#include "violation.h"

#define RESET 1

static DEFINE_SPINLOCK(control_lock);
static unsigned int control;

static int trigger(const char *value, const struct kernel_param *param)
{
	spin_lock(&control_lock);
	control |= RESET;
	msleep(20); /* expect: schedule */
	control &= ~RESET;
	spin_unlock(&control_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A pause under a spin lock");
MODULE_LICENSE("GPL");
