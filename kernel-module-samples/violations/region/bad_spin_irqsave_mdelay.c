// SPDX-License-Identifier: GPL-2.0-only
/*
 * A busy-wait of milliseconds under spin_lock_irqsave(). PREEMPT_RT leaves interrupts on there, so
 * it is a defect of the ordinary kernel only.
 */
#include <linux/delay.h>
#include <linux/spinlock.h>

#include "violation.h"

/* oracle: none -- nothing in the kernel measures how long interrupts are off. */

static DEFINE_SPINLOCK(phy_lock);
static unsigned int phy_reset;

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long flags;

	spin_lock_irqsave(&phy_lock, flags);
	phy_reset = 1;
	udelay(2000); /* expect[mainline]: busy-wait */
	phy_reset = 0;
	spin_unlock_irqrestore(&phy_lock, flags);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A busy-wait of milliseconds under spin_lock_irqsave()");
MODULE_LICENSE("GPL");
