// SPDX-License-Identifier: GPL-2.0-only
/*
 * A function that is called on other CPUs takes a raw spin lock, which spins on PREEMPT_RT too;
 * other code takes it with interrupts disabled.
 */
#include <linux/cpumask.h>
#include <linux/smp.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_RAW_SPINLOCK(answers_lock);
static unsigned int answers;

static void answer(void *data)
{
	raw_spin_lock(&answers_lock);
	answers++;
	raw_spin_unlock(&answers_lock);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	on_each_cpu_mask(cpu_online_mask, answer, NULL, true);
	raw_spin_lock_irq(&answers_lock);
	answers = 0;
	raw_spin_unlock_irq(&answers_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A raw spin lock taken in a cross-CPU function call");
MODULE_LICENSE("GPL");
