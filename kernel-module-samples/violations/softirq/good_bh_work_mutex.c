// SPDX-License-Identifier: GPL-2.0-only
/*
 * A work item that takes a mutex and has to be served soon belongs on system_highpri_wq, whose
 * workers are threads.
 */
#include <linux/mutex.h>
#include <linux/workqueue.h>

#include "violation.h"

static DEFINE_MUTEX(report_lock);
static unsigned int reports;

static void report(struct work_struct *unused)
{
	mutex_lock(&report_lock);
	reports++;
	mutex_unlock(&report_lock);
}

static DECLARE_WORK(report_work, report);

static int trigger(const char *value, const struct kernel_param *param)
{
	queue_work(system_highpri_wq, &report_work);
	flush_work(&report_work);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken in a work item of high priority");
MODULE_LICENSE("GPL");
