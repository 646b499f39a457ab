// SPDX-License-Identifier: GPL-2.0-only
/*
 * The last user starts the grace period: by the time of the RCU callback nobody is left.
 */
#include <linux/container_of.h>
#include <linux/kref.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "violation.h"

struct object {
	struct rcu_head rcu;
	struct kref users;
};

static void release(struct rcu_head *rcu)
{
	kfree(container_of(rcu, struct object, rcu));
}

static void unused(struct kref *users)
{
	call_rcu(&container_of(users, struct object, users)->rcu, release);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct object *object = kzalloc(sizeof(*object), GFP_KERNEL);

	if (!object)
		return -ENOMEM;
	kref_init(&object->users);
	kref_put(&object->users, unused);
	rcu_barrier();
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("An RCU callback that the last user asked for");
MODULE_LICENSE("GPL");
