// SPDX-License-Identifier: GPL-2.0-only
/*
 * The disable operation of a clock cancels its delayed calibration and waits until that is over:
 * disable is called under the spin lock of the clock framework, with interrupts disabled.
 */
#include <linux/workqueue.h>

#include "clock.h"
#include "violation.h"

static unsigned int calibrated;

static void calibrate(struct work_struct *work)
{
	calibrated++;
}

static DECLARE_DELAYED_WORK(calibration, calibrate);

static int enable(struct clk_hw *hw)
{
	schedule_delayed_work(&calibration, HZ);
	return 0;
}

static void disable(struct clk_hw *hw)
{
	cancel_delayed_work_sync(&calibration); /* expect: sync */
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

MODULE_DESCRIPTION("cancel_delayed_work_sync() in the disable operation of a clock");
MODULE_LICENSE("GPL");
