// SPDX-License-Identifier: GPL-2.0-only
/*
 * The enable operation of a clock waits for the PLL with read_poll_timeout(), which sleeps between
 * two reads: enable is called under the spin lock of the clock framework, with interrupts disabled.
 */
#include <linux/iopoll.h>

#include "clock.h"
#include "violation.h"

#define LOCKED BIT(0)

static u32 pll_status;

static u32 read_pll(void)
{
	return pll_status;
}

static int enable(struct clk_hw *hw)
{
	u32 now;

	pll_status = LOCKED;
	return read_poll_timeout(read_pll, now, now & LOCKED, 10, 100, false); /* expect: sleep */
}

static void disable(struct clk_hw *hw)
{
	pll_status = 0;
}

static const struct clk_ops ops = {
	.enable = enable,
	.disable = disable,
};

static int trigger(const char *value, const struct kernel_param *param)
{
	return clock_run(&ops);
}

violation_param(trigger);

MODULE_DESCRIPTION("A PLL polled with sleeps in the enable operation of a clock");
MODULE_LICENSE("GPL");
