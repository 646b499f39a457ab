// SPDX-License-Identifier: GPL-2.0-only
/*
 * A softirq of its own that shares its queue with a process under a mutex: a softirq cannot sleep
 * until the process has left its section.
 */
#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>

#include "violation.h"

static DEFINE_MUTEX(queue_lock);
static DECLARE_COMPLETION(drained);
static unsigned int queued;

static void drain(void)
{
	mutex_lock(&queue_lock); /* expect: mutex */
	queued = 0;
	mutex_unlock(&queue_lock);
	complete(&drained);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	open_softirq(IRQ_POLL_SOFTIRQ, drain);
	reinit_completion(&drained);
	mutex_lock(&queue_lock);
	queued++;
	mutex_unlock(&queue_lock);
	raise_softirq(IRQ_POLL_SOFTIRQ);
	wait_for_completion(&drained);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken in a raw softirq");
MODULE_LICENSE("GPL");
