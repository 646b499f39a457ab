// SPDX-License-Identifier: GPL-2.0-only
/*
 * A timeout that cancels the transfer it watched, and waits until the work item that does it has
 * stopped. The worker is a task: the softirq would keep the CPU from it.
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

static void timeout(struct timer_list *unused)
{
	cancel_work_sync(&transfer_work); /* expect: sync */
	resets++;
	complete(&stopped);
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
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A timer that waits for a work item to stop");
MODULE_LICENSE("GPL");
