// SPDX-License-Identifier: GPL-2.0-only
/*
 * A write section only changes what it protects: the measurement is waited for before it.
 */
#include <linux/seqlock.h>
#include <linux/workqueue.h>

#include "violation.h"

static DEFINE_SEQLOCK(clock_lock);
static u64 clock_base, clock_offset;
static u64 measured = 10;

static void measure(struct work_struct *work)
{
	measured++;
}

static DECLARE_WORK(measure_work, measure);

static int trigger(const char *value, const struct kernel_param *param)
{
	schedule_work(&measure_work);
	flush_work(&measure_work);

	write_seqlock(&clock_lock);
	clock_base += measured;
	clock_offset = 0;
	write_sequnlock(&clock_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("Waiting for a work item before a seqlock_t's write section");
MODULE_LICENSE("GPL");
