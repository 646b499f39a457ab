// SPDX-License-Identifier: GPL-2.0-only
/*
 * Polling a device with pauses, with bottom halves disabled all the while.
 */
#include <linux/bottom_half.h>
#include <linux/delay.h>

#include "violation.h"

static unsigned int polls;

/* Ready when asked for the third time. */
static bool device_ready(void)
{
	return ++polls % 3 == 0;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	local_bh_disable();
	while (!device_ready())
		usleep_range(100, 200); /* expect: schedule */
	local_bh_enable();
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("Polling with pauses and with bottom halves disabled");
MODULE_LICENSE("GPL");
