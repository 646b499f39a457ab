// SPDX-License-Identifier: GPL-2.0-only
/*
 * A work item that takes a mutex, as work items may, was moved to system_bh_wq to be served
 * sooner. There it runs in softirq.
 */
#include <linux/mutex.h>
#include <linux/workqueue.h>

#include "violation.h"

static DEFINE_MUTEX(report_lock);
static unsigned int reports;

static void report(struct work_struct *unused)
{
	mutex_lock(&report_lock); /* expect: mutex */
	reports++;
	mutex_unlock(&report_lock);
}

static DECLARE_WORK(report_work, report);

static int trigger(const char *value, const struct kernel_param *param)
{
	queue_work(system_bh_wq, &report_work);
	flush_work(&report_work);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken in a BH work item");
MODULE_LICENSE("GPL");
