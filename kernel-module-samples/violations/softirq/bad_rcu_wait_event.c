// SPDX-License-Identifier: GPL-2.0-only
/*
 * An RCU callback that waits until the last user of the object is gone. Readers are, by then; who
 * holds a reference may take as long as he likes, and all other callbacks wait behind this one.
 */
#include <linux/atomic.h>
#include <linux/container_of.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/wait.h>

#include "violation.h"

struct object {
	struct rcu_head rcu;
	atomic_t users;
};

static DECLARE_WAIT_QUEUE_HEAD(unused);

static void release(struct rcu_head *rcu)
{
	struct object *object = container_of(rcu, struct object, rcu);

	wait_event(unused, !atomic_read(&object->users)); /* expect: wait */
	kfree(object);
}

static void put(struct object *object)
{
	if (atomic_dec_and_test(&object->users))
		wake_up(&unused);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct object *object = kzalloc(sizeof(*object), GFP_KERNEL);

	if (!object)
		return -ENOMEM;
	atomic_set(&object->users, 1);
	put(object);
	call_rcu(&object->rcu, release);
	rcu_barrier();
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("An RCU callback that waits for an event");
MODULE_LICENSE("GPL");
