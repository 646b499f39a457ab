// SPDX-License-Identifier: GPL-2.0-only
/*
 * A local_lock says what the per-CPU variable needs: it disables preemption, and on PREEMPT_RT is a
 * lock of this CPU under which a spinlock_t may be taken.
 */
#include <linux/spinlock.h>	/* local_lock.h needs it on PREEMPT_RT */
#include <linux/local_lock.h>
#include <linux/percpu.h>

#include "violation.h"

struct batch {
	local_lock_t lock;
	unsigned int count;
};

static DEFINE_PER_CPU(struct batch, batch) = { .lock = INIT_LOCAL_LOCK(lock) };
static DEFINE_SPINLOCK(total_lock);
static unsigned int total;

static int trigger(const char *value, const struct kernel_param *param)
{
	local_lock(&batch.lock);
	__this_cpu_inc(batch.count);
	spin_lock(&total_lock);
	total += __this_cpu_read(batch.count);
	__this_cpu_write(batch.count, 0);
	spin_unlock(&total_lock);
	local_unlock(&batch.lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spinlock_t taken under a local_lock");
MODULE_LICENSE("GPL");
