// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tasklet that shares its queue with a process under a mutex: a softirq cannot sleep until the
 * process has left its section.
 */
#include <linux/interrupt.h>
#include <linux/mutex.h>

#include "violation.h"

static DEFINE_MUTEX(queue_lock);
static unsigned int queued;

static void drain(struct tasklet_struct *unused)
{
	mutex_lock(&queue_lock); /* expect: mutex */
	queued = 0;
	mutex_unlock(&queue_lock);
}

static DECLARE_TASKLET(drain_tasklet, drain);

static int trigger(const char *value, const struct kernel_param *param)
{
	mutex_lock(&queue_lock);
	queued++;
	mutex_unlock(&queue_lock);
	tasklet_schedule(&drain_tasklet);
	tasklet_kill(&drain_tasklet);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken in a tasklet");
MODULE_LICENSE("GPL");
