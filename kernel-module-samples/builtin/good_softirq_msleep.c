// SPDX-License-Identifier: GPL-2.0-only
/*
 * A softirq of its own does the first step of a reset and leaves the rest, which has to sleep, to
 * a work item.
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/workqueue.h>

#include "violation.h"

static DECLARE_COMPLETION(was_reset);
static bool reset_line;

static void release(struct work_struct *unused)
{
	msleep(20);
	WRITE_ONCE(reset_line, false);
	complete(&was_reset);
}

static DECLARE_WORK(release_work, release);

static void reset(void)
{
	WRITE_ONCE(reset_line, true);
	schedule_work(&release_work);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	open_softirq(IRQ_POLL_SOFTIRQ, reset);
	reinit_completion(&was_reset);
	raise_softirq(IRQ_POLL_SOFTIRQ);
	wait_for_completion(&was_reset);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A raw softirq that leaves what sleeps to a work item");
MODULE_LICENSE("GPL");
