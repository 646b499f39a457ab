// SPDX-License-Identifier: GPL-2.0-only
/*
 * A cross-CPU function call is a hard interrupt on PREEMPT_RT too, where a spinlock_t sleeps.
 */
#include <linux/cpumask.h>
#include <linux/smp.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_SPINLOCK(answers_lock);
static unsigned int answers;

static void answer(void *data)
{
	spin_lock(&answers_lock); /* expect[preempt-rt]: spinlock */
	answers++;
	spin_unlock(&answers_lock);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	on_each_cpu_mask(cpu_online_mask, answer, NULL, true);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spin lock taken in a cross-CPU function call");
MODULE_LICENSE("GPL");
