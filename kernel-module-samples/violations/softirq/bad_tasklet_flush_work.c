// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tasklet that waits for a work item before it goes on: the worker is a task, which may need
 * the very CPU that the softirq keeps.
 */
#include <linux/interrupt.h>
#include <linux/workqueue.h>

#include "violation.h"

static unsigned int prepared, started;

static void prepare(struct work_struct *unused)
{
	prepared++;
}

static DECLARE_WORK(prepare_work, prepare);

static void start(struct tasklet_struct *unused)
{
	flush_work(&prepare_work); /* expect: sync */
	started = prepared;
}

static DECLARE_TASKLET(start_tasklet, start);

static int trigger(const char *value, const struct kernel_param *param)
{
	schedule_work(&prepare_work);
	flush_work(&prepare_work);
	tasklet_schedule(&start_tasklet);
	tasklet_kill(&start_tasklet);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A tasklet that waits for a work item");
MODULE_LICENSE("GPL");
