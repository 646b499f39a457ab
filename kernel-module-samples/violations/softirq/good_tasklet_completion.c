// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tasklet that finds the device busy leaves: whoever notices that the device is idle schedules
 * it again.
 */
#include <linux/completion.h>
#include <linux/interrupt.h>

#include "violation.h"

static DECLARE_COMPLETION(idle);
static unsigned int sent;

static void send(struct tasklet_struct *unused)
{
	if (!try_wait_for_completion(&idle))
		return;
	sent++;
}

static DECLARE_TASKLET(send_tasklet, send);

static int trigger(const char *value, const struct kernel_param *param)
{
	reinit_completion(&idle);
	tasklet_schedule(&send_tasklet);
	tasklet_kill(&send_tasklet);
	complete(&idle);
	tasklet_schedule(&send_tasklet);
	tasklet_kill(&send_tasklet);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A tasklet that does not wait for a completion");
MODULE_LICENSE("GPL");
