// SPDX-License-Identifier: GPL-2.0-only
/*
 * The device is marked busy under the lock, which keeps others off it during the pause.
 */
#include <linux/delay.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_SPINLOCK(phy_lock);
static bool phy_busy;
static unsigned int phy_reset;

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long flags;
	bool busy;

	spin_lock_irqsave(&phy_lock, flags);
	busy = phy_busy;
	if (!busy) {
		phy_busy = true;
		phy_reset = 1;
	}
	spin_unlock_irqrestore(&phy_lock, flags);
	if (busy)
		return -EBUSY;

	usleep_range(2000, 3000);

	spin_lock_irqsave(&phy_lock, flags);
	phy_reset = 0;
	phy_busy = false;
	spin_unlock_irqrestore(&phy_lock, flags);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A pause between two sections with spin_lock_irqsave()");
MODULE_LICENSE("GPL");
