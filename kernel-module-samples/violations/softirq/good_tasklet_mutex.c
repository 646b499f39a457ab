// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a tasklet shares with a process is protected by a spin lock; the process takes it with
 * bottom halves disabled, or the tasklet could wait for ever for the process it interrupted.
 */
#include <linux/interrupt.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_SPINLOCK(queue_lock);
static unsigned int queued;

static void drain(struct tasklet_struct *unused)
{
	spin_lock(&queue_lock);
	queued = 0;
	spin_unlock(&queue_lock);
}

static DECLARE_TASKLET(drain_tasklet, drain);

static int trigger(const char *value, const struct kernel_param *param)
{
	spin_lock_bh(&queue_lock);
	queued++;
	spin_unlock_bh(&queue_lock);
	tasklet_schedule(&drain_tasklet);
	tasklet_kill(&drain_tasklet);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spin lock taken in a tasklet");
MODULE_LICENSE("GPL");
