// SPDX-License-Identifier: GPL-2.0-only
/*
 * An hrtimer callback calls a function that was written for process context and says that it may
 * sleep.
 */
#include <linux/completion.h>
#include <linux/hrtimer.h>
#include <linux/kernel.h>

#include "violation.h"

static unsigned int pages;
static DECLARE_COMPLETION(done);
static struct hrtimer timer;

static noinline void write_back(void)
{
	might_sleep(); /* expect: sleep */ /* expect-path: write_back */
	pages = 0;
}

static enum hrtimer_restart expired(struct hrtimer *timer)
{
	write_back();
	complete(&done);
	return HRTIMER_NORESTART;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	hrtimer_init(&timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	timer.function = expired;
	hrtimer_start(&timer, ms_to_ktime(1), HRTIMER_MODE_REL);
	wait_for_completion(&done);
	hrtimer_cancel(&timer);
	write_back();
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A function that may sleep, called in an hrtimer callback");
MODULE_LICENSE("GPL");
