// SPDX-License-Identifier: GPL-2.0-only
/*
 * A busy-wait of milliseconds with interrupts disabled: this CPU hears of no device meanwhile.
 */
#include <linux/delay.h>
#include <linux/irqflags.h>

#include "violation.h"

/* oracle: none -- nothing in the kernel measures how long interrupts are off. */

static unsigned int strobe;

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long flags;

	local_irq_save(flags);
	strobe = 1;
	mdelay(5); /* expect: busy-wait */
	strobe = 0;
	local_irq_restore(flags);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A busy-wait of milliseconds with interrupts disabled");
MODULE_LICENSE("GPL");
