// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a softirq of its own shares with a process is protected by a spin lock; the process takes
 * it with bottom halves disabled, or the softirq could wait for ever for the process it
 * interrupted.
 */
#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_SPINLOCK(queue_lock);
static DECLARE_COMPLETION(drained);
static unsigned int queued;

static void drain(void)
{
	spin_lock(&queue_lock);
	queued = 0;
	spin_unlock(&queue_lock);
	complete(&drained);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	open_softirq(IRQ_POLL_SOFTIRQ, drain);
	reinit_completion(&drained);
	spin_lock_bh(&queue_lock);
	queued++;
	spin_unlock_bh(&queue_lock);
	raise_softirq(IRQ_POLL_SOFTIRQ);
	wait_for_completion(&drained);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spin lock taken in a raw softirq");
MODULE_LICENSE("GPL");
