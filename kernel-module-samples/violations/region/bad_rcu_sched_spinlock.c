// SPDX-License-Identifier: GPL-2.0-only
/*
 * A spinlock_t taken in an RCU-sched read section, which disables preemption on every kernel.
 */
#include <linux/rcupdate.h>
#include <linux/spinlock.h>

#include "violation.h"

struct group {
	spinlock_t lock;	/* members */
	unsigned int members;
};

static struct group default_group = { .lock = __SPIN_LOCK_UNLOCKED(default_group.lock) };
static struct group __rcu *group = RCU_INITIALIZER(&default_group);

static int trigger(const char *value, const struct kernel_param *param)
{
	struct group *found;

	rcu_read_lock_sched();
	found = rcu_dereference_sched(group);
	spin_lock(&found->lock); /* expect[preempt-rt]: spinlock */
	found->members++;
	spin_unlock(&found->lock);
	rcu_read_unlock_sched();
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spinlock_t taken in an RCU-sched read section");
MODULE_LICENSE("GPL");
