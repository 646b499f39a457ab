// SPDX-License-Identifier: GPL-2.0-only
/*
 * What may sleep after a grace period is an rcu_work: a work item that is queued by an RCU
 * callback.
 */
#include <linux/container_of.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#include "violation.h"

struct object {
	struct rcu_work work;
	unsigned int size;
};

static DEFINE_MUTEX(stats_lock);
static unsigned int total;

static void release(struct work_struct *work)
{
	struct object *object = container_of(to_rcu_work(work), struct object, work);

	mutex_lock(&stats_lock);
	total -= object->size;
	mutex_unlock(&stats_lock);
	kfree(object);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct object *object = kzalloc(sizeof(*object), GFP_KERNEL);
	struct workqueue_struct *queue;

	if (!object)
		return -ENOMEM;
	queue = alloc_workqueue(KBUILD_MODNAME, 0, 0);
	if (!queue) {
		kfree(object);
		return -ENOMEM;
	}
	object->size = sizeof(*object);
	mutex_lock(&stats_lock);
	total += object->size;
	mutex_unlock(&stats_lock);
	INIT_RCU_WORK(&object->work, release);
	queue_rcu_work(queue, &object->work);
	rcu_barrier();
	destroy_workqueue(queue);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken in an rcu_work");
MODULE_LICENSE("GPL");
