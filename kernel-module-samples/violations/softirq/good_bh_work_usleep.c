// SPDX-License-Identifier: GPL-2.0-only
/*
 * A delayed work item that queues itself for the second step instead of sleeping.
 */
#include <linux/completion.h>
#include <linux/workqueue.h>

#include "violation.h"

static DECLARE_COMPLETION(calibrated);
static unsigned int step;

static void calibrate(struct work_struct *work)
{
	if (++step < 2)
		queue_delayed_work(system_bh_highpri_wq, to_delayed_work(work), 1);
	else
		complete(&calibrated);
}

static DECLARE_DELAYED_WORK(calibrate_work, calibrate);

static int trigger(const char *value, const struct kernel_param *param)
{
	step = 0;
	reinit_completion(&calibrated);
	queue_delayed_work(system_bh_highpri_wq, &calibrate_work, 1);
	wait_for_completion(&calibrated);
	flush_delayed_work(&calibrate_work);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A BH work item that comes again instead of sleeping");
MODULE_LICENSE("GPL");
