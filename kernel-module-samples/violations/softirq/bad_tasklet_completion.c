// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tasklet that waits for the device to be idle. Here it is; where it is not, the softirq would
 * sleep, and the next interrupt that completes the wait may never be served.
 */
#include <linux/completion.h>
#include <linux/interrupt.h>

#include "violation.h"

static DECLARE_COMPLETION(idle);
static unsigned int sent;

static void send(struct tasklet_struct *unused)
{
	wait_for_completion(&idle); /* expect: wait */
	sent++;
}

static DECLARE_TASKLET(send_tasklet, send);

static int trigger(const char *value, const struct kernel_param *param)
{
	reinit_completion(&idle);
	complete(&idle);
	tasklet_schedule(&send_tasklet);
	tasklet_kill(&send_tasklet);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A tasklet that waits for a completion");
MODULE_LICENSE("GPL");
