// SPDX-License-Identifier: GPL-2.0-only
/*
 * A delayed work item that gives its device time between two steps by usleep_range(), on
 * system_bh_highpri_wq: it is a softirq, which cannot sleep.
 */
#include <linux/delay.h>
#include <linux/workqueue.h>

#include "violation.h"

static unsigned int step;

static void calibrate(struct work_struct *unused)
{
	WRITE_ONCE(step, 1);
	usleep_range(100, 200); /* expect: schedule */
	WRITE_ONCE(step, 2);
}

static DECLARE_DELAYED_WORK(calibrate_work, calibrate);

static int trigger(const char *value, const struct kernel_param *param)
{
	queue_delayed_work(system_bh_highpri_wq, &calibrate_work, 1);
	flush_delayed_work(&calibrate_work);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A BH work item that sleeps");
MODULE_LICENSE("GPL");
