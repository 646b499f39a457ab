// SPDX-License-Identifier: GPL-2.0-only
/*
 * The per-CPU counter is changed after the raw spin lock, under its own.
 */
#include <linux/spinlock.h>	/* local_lock.h needs it on PREEMPT_RT */
#include <linux/local_lock.h>
#include <linux/percpu.h>

#include "violation.h"

struct statistics {
	local_lock_t lock;
	u64 events;
};

static DEFINE_PER_CPU(struct statistics, statistics) = { .lock = INIT_LOCAL_LOCK(lock) };
static DEFINE_RAW_SPINLOCK(ring_lock);
static unsigned int head;

static int trigger(const char *value, const struct kernel_param *param)
{
	raw_spin_lock(&ring_lock);
	head++;
	raw_spin_unlock(&ring_lock);

	local_lock(&statistics.lock);
	__this_cpu_inc(statistics.events);
	local_unlock(&statistics.lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A local_lock taken after a raw spin lock");
MODULE_LICENSE("GPL");
