// SPDX-License-Identifier: GPL-2.0-only
/*
 * What has to go without interrupts takes microseconds; the rest of the time is slept.
 */
#include <linux/delay.h>
#include <linux/irqflags.h>

#include "violation.h"

static unsigned int strobe;

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long flags;

	local_irq_save(flags);
	strobe = 1;
	udelay(5);
	strobe = 2;
	local_irq_restore(flags);
	usleep_range(5000, 6000);
	strobe = 0;
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A busy-wait of microseconds with interrupts disabled");
MODULE_LICENSE("GPL");
