// SPDX-License-Identifier: GPL-2.0-only
/*
 * The guard stands below what may sleep: a guard covers the rest of its scope, not all of it.
 */
#include <linux/cleanup.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/semaphore.h>

#include "violation.h"

static struct semaphore slots;
static DEFINE_PER_CPU(unsigned int, taken);

static int take_slot(void)
{
	if (down_interruptible(&slots))
		return -ERESTARTSYS;
	guard(preempt)();
	__this_cpu_inc(taken);
	return 0;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	sema_init(&slots, 2);
	err = take_slot();
	if (!err)
		up(&slots);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A semaphore taken before guard(preempt)");
MODULE_LICENSE("GPL");
