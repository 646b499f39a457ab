// SPDX-License-Identifier: GPL-2.0-only
/*
 * An RCU callback that takes an object out of the statistics under their mutex: callbacks run in
 * the RCU softirq, or in a thread with bottom halves disabled.
 */
#include <linux/container_of.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "violation.h"

struct object {
	struct rcu_head rcu;
	unsigned int size;
};

static DEFINE_MUTEX(stats_lock);
static unsigned int total;

static void release(struct rcu_head *rcu)
{
	struct object *object = container_of(rcu, struct object, rcu);

	mutex_lock(&stats_lock); /* expect: mutex */
	total -= object->size;
	mutex_unlock(&stats_lock);
	kfree(object);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct object *object = kzalloc(sizeof(*object), GFP_KERNEL);

	if (!object)
		return -ENOMEM;
	object->size = sizeof(*object);
	mutex_lock(&stats_lock);
	total += object->size;
	mutex_unlock(&stats_lock);
	call_rcu(&object->rcu, release);
	rcu_barrier();
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken in an RCU callback");
MODULE_LICENSE("GPL");
