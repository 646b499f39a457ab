// SPDX-License-Identifier: GPL-2.0-only
/*
 * The disable operation of a clock cancels its delayed calibration without waiting. Unprepare,
 * which always follows and may sleep, waits until none is running.
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
	cancel_delayed_work(&calibration);
}

static void unprepare(struct clk_hw *hw)
{
	cancel_delayed_work_sync(&calibration);
}

static const struct clk_ops ops = {
	.unprepare = unprepare,
	.enable = enable,
	.disable = disable,
};

static int trigger(const char *value, const struct kernel_param *param)
{
	return clock_run(&ops);
}

violation_param(trigger);

MODULE_DESCRIPTION("cancel_delayed_work_sync() in the unprepare operation of a clock");
MODULE_LICENSE("GPL");
