// SPDX-License-Identifier: GPL-2.0-only
/*
 * rcu_read_lock() protects as well, and lets a spinlock_t be taken: on PREEMPT_RT its read section
 * can be preempted. synchronize_rcu() waits for both kinds of readers.
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

	rcu_read_lock();
	found = rcu_dereference(group);
	spin_lock(&found->lock);
	found->members++;
	spin_unlock(&found->lock);
	rcu_read_unlock();
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spinlock_t taken in an RCU read section");
MODULE_LICENSE("GPL");
