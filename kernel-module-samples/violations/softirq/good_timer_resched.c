// SPDX-License-Identifier: GPL-2.0-only
/*
 * A timer that ages a long table one part at a time, and starts itself again for the next part.
 */
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/timer.h>

#include "violation.h"

#define ENTRIES	1024
#define PART	128

static DECLARE_COMPLETION(aged);
static u8 age[ENTRIES];
static unsigned int next;

static void age_table(struct timer_list *timer)
{
	unsigned int end = next + PART;

	while (next < end)
		age[next++]++;
	if (next < ENTRIES)
		mod_timer(timer, jiffies + 1);
	else
		complete(&aged);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct timer_list timer;

	next = 0;
	reinit_completion(&aged);
	timer_setup_on_stack(&timer, age_table, 0);
	mod_timer(&timer, jiffies + 1);
	wait_for_completion(&aged);
	timer_delete_sync(&timer);
	destroy_timer_on_stack(&timer);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A timer that divides its work");
MODULE_LICENSE("GPL");
