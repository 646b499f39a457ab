// SPDX-License-Identifier: GPL-2.0-only
/*
 * What has to happen after a work item is started by the work item.
 */
#include <linux/interrupt.h>
#include <linux/workqueue.h>

#include "violation.h"

static unsigned int prepared, started;

static void start(struct tasklet_struct *unused)
{
	started = prepared;
}

static DECLARE_TASKLET(start_tasklet, start);

static void prepare(struct work_struct *unused)
{
	prepared++;
	tasklet_schedule(&start_tasklet);
}

static DECLARE_WORK(prepare_work, prepare);

static int trigger(const char *value, const struct kernel_param *param)
{
	schedule_work(&prepare_work);
	flush_work(&prepare_work);
	tasklet_kill(&start_tasklet);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A work item that starts a tasklet when it is done");
MODULE_LICENSE("GPL");
