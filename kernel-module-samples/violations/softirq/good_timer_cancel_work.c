// SPDX-License-Identifier: GPL-2.0-only
/*
 * A timeout starts another work item, which may wait until the first has stopped.
 */
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

#include "violation.h"

static DECLARE_COMPLETION(stopped);
static unsigned int transfers, resets;

static void transfer(struct work_struct *unused)
{
	transfers++;
}

static DECLARE_WORK(transfer_work, transfer);

static void reset(struct work_struct *unused)
{
	cancel_work_sync(&transfer_work);
	resets++;
	complete(&stopped);
}

static DECLARE_WORK(reset_work, reset);

static void timeout(struct timer_list *unused)
{
	schedule_work(&reset_work);
}

static DEFINE_TIMER(timeout_timer, timeout);

static int trigger(const char *value, const struct kernel_param *param)
{
	reinit_completion(&stopped);
	schedule_work(&transfer_work);
	flush_work(&transfer_work);
	mod_timer(&timeout_timer, jiffies + 1);
	wait_for_completion(&stopped);
	timer_delete_sync(&timeout_timer);
	cancel_work_sync(&reset_work);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A timer that leaves waiting for a work item to another");
MODULE_LICENSE("GPL");
