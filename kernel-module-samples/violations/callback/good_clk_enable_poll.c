// SPDX-License-Identifier: GPL-2.0-only
/*
 * The wait for the PLL belongs to the prepare operation of a clock, which is called under a mutex:
 * read_poll_timeout() may sleep there. Enable only opens the gate, and users know that
 * clk_prepare() comes first.
 */
#include <linux/iopoll.h>

#include "clock.h"
#include "violation.h"

#define LOCKED BIT(0)

static u32 pll_status;
static bool gate_open;

static u32 read_status(void)
{
	return pll_status;
}

static int prepare(struct clk_hw *hw)
{
	u32 status;

	pll_status = LOCKED;
	return read_poll_timeout(read_status, status, status & LOCKED, 10, 1000, false);
}

static void unprepare(struct clk_hw *hw)
{
	pll_status = 0;
}

static int enable(struct clk_hw *hw)
{
	gate_open = true;
	return 0;
}

static void disable(struct clk_hw *hw)
{
	gate_open = false;
}

static const struct clk_ops ops = {
	.prepare = prepare,
	.unprepare = unprepare,
	.enable = enable,
	.disable = disable,
};

static int trigger(const char *value, const struct kernel_param *param)
{
	return clock_run(&ops);
}

violation_param(trigger);

MODULE_DESCRIPTION("A PLL polled with sleeps in the prepare operation of a clock");
MODULE_LICENSE("GPL");
