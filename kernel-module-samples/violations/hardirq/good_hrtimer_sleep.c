// SPDX-License-Identifier: GPL-2.0-only
/*
 * An hrtimer callback queues a work item for what may sleep.
 */
#include <linux/completion.h>
#include <linux/hrtimer.h>
#include <linux/kernel.h>
#include <linux/workqueue.h>

#include "violation.h"

static unsigned int pages;
static DECLARE_COMPLETION(done);
static struct hrtimer timer;

static void write_back(struct work_struct *work)
{
	might_sleep();
	pages = 0;
}

static DECLARE_WORK(write_back_work, write_back);

static enum hrtimer_restart expired(struct hrtimer *timer)
{
	schedule_work(&write_back_work);
	complete(&done);
	return HRTIMER_NORESTART;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	hrtimer_init(&timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	timer.function = expired;
	hrtimer_start(&timer, ms_to_ktime(1), HRTIMER_MODE_REL);
	wait_for_completion(&done);
	hrtimer_cancel(&timer);
	flush_work(&write_back_work);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A function that may sleep, queued by an hrtimer callback");
MODULE_LICENSE("GPL");
