// SPDX-License-Identifier: GPL-2.0-only
/*
 * A softirq of its own that sleeps between two steps of a reset: whatever it interrupted would
 * sleep with it, and no other softirq of this CPU runs until it is back.
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/interrupt.h>

#include "violation.h"

static DECLARE_COMPLETION(was_reset);
static bool reset_line;

static void reset(void)
{
	WRITE_ONCE(reset_line, true);
	msleep(20); /* expect: schedule */
	WRITE_ONCE(reset_line, false);
	complete(&was_reset);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	open_softirq(IRQ_POLL_SOFTIRQ, reset);
	reinit_completion(&was_reset);
	raise_softirq(IRQ_POLL_SOFTIRQ);
	wait_for_completion(&was_reset);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A raw softirq that sleeps");
MODULE_LICENSE("GPL");
