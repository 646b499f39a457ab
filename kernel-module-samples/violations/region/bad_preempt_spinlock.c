// SPDX-License-Identifier: GPL-2.0-only
/*
 * A spinlock_t taken with preemption disabled, which the author needed for a per-CPU variable: on
 * PREEMPT_RT the lock sleeps.
 */
#include <linux/percpu.h>
#include <linux/spinlock.h>

#include "violation.h"

/*
 * oracle[mainline]: none -- lockdep knows which locks are held inside which, and does not take
 * disabled preemption for one (check_wait_context() in kernel/locking/lockdep.c).
 */

static DEFINE_PER_CPU(unsigned int, batch);
static DEFINE_SPINLOCK(total_lock);
static unsigned int total;

static int trigger(const char *value, const struct kernel_param *param)
{
	preempt_disable();
	__this_cpu_inc(batch);
	spin_lock(&total_lock); /* expect[preempt-rt]: spinlock */
	total += __this_cpu_read(batch);
	__this_cpu_write(batch, 0);
	spin_unlock(&total_lock);
	preempt_enable();
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spinlock_t taken with preemption disabled");
MODULE_LICENSE("GPL");
