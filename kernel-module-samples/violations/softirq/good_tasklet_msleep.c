// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tasklet starts a timer for the second step of a reset and is done.
 */
#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/jiffies.h>
#include <linux/timer.h>

#include "violation.h"

static DECLARE_COMPLETION(was_reset);
static bool reset_line;

static void release(struct timer_list *unused)
{
	WRITE_ONCE(reset_line, false);
	complete(&was_reset);
}

static DEFINE_TIMER(release_timer, release);

static void reset(struct tasklet_struct *unused)
{
	WRITE_ONCE(reset_line, true);
	mod_timer(&release_timer, jiffies + msecs_to_jiffies(20));
}

static DECLARE_TASKLET(reset_tasklet, reset);

static int trigger(const char *value, const struct kernel_param *param)
{
	reinit_completion(&was_reset);
	tasklet_schedule(&reset_tasklet);
	wait_for_completion(&was_reset);
	tasklet_kill(&reset_tasklet);
	timer_delete_sync(&release_timer);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A tasklet that leaves the second step to a timer");
MODULE_LICENSE("GPL");
