// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bottom halves are disabled for each look at what a softirq also changes, and run in the pauses.
 */
#include <linux/bottom_half.h>
#include <linux/delay.h>

#include "violation.h"

static unsigned int polls;

/* Ready when asked for the third time. */
static bool device_ready(void)
{
	bool ready;

	local_bh_disable();
	ready = ++polls % 3 == 0;
	local_bh_enable();
	return ready;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	while (!device_ready())
		usleep_range(100, 200);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("Polling with pauses and with bottom halves enabled in them");
MODULE_LICENSE("GPL");
