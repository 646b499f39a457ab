// SPDX-License-Identifier: GPL-2.0-only
/*
 * The memory into which an hrtimer callback copies the counters is allocated before the timer
 * starts.
 */
#include <linux/completion.h>
#include <linux/hrtimer.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "violation.h"

static u64 counters[8], *snapshot;
static DECLARE_COMPLETION(done);
static struct hrtimer timer;

static enum hrtimer_restart expired(struct hrtimer *timer)
{
	memcpy(snapshot, counters, sizeof(counters));
	complete(&done);
	return HRTIMER_NORESTART;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	snapshot = kmalloc(sizeof(counters), GFP_KERNEL);
	if (!snapshot)
		return -ENOMEM;
	hrtimer_init(&timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	timer.function = expired;
	hrtimer_start(&timer, ms_to_ktime(1), HRTIMER_MODE_REL);
	wait_for_completion(&done);
	hrtimer_cancel(&timer);
	kfree(snapshot);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("Memory allocated for an hrtimer callback");
MODULE_LICENSE("GPL");
