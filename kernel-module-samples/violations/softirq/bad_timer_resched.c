// SPDX-License-Identifier: GPL-2.0-only
/*
 * A timer that ages a long table and offers the CPU to others on the way: it runs in the TIMER
 * softirq, which no task may interrupt.
 */
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/sched.h>
#include <linux/timer.h>

#include "violation.h"

#define ENTRIES 1024

static DECLARE_COMPLETION(aged);
static u8 age[ENTRIES];

static void age_table(struct timer_list *unused)
{
	unsigned int i;

	for (i = 0; i < ENTRIES; i++) {
		age[i]++;
		cond_resched(); /* expect: schedule */
	}
	complete(&aged);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct timer_list timer;

	reinit_completion(&aged);
	timer_setup_on_stack(&timer, age_table, 0);
	mod_timer(&timer, jiffies + 1);
	wait_for_completion(&aged);
	timer_delete_sync(&timer);
	destroy_timer_on_stack(&timer);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A timer that reschedules");
MODULE_LICENSE("GPL");
