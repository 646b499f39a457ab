// SPDX-License-Identifier: GPL-2.0-only
/*
 * An RCU callback that writes an obituary in memory allocated with GFP_KERNEL: callbacks run in
 * the RCU softirq, or in a thread with bottom halves disabled.
 */
#include <linux/container_of.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "violation.h"

struct object {
	struct rcu_head rcu;
	unsigned int number;
};

static char *last_words;

static void release(struct rcu_head *rcu)
{
	struct object *object = container_of(rcu, struct object, rcu);

	last_words =
		kasprintf(GFP_KERNEL, "object %u is gone\n", object->number); /* expect: alloc */
	kfree(object);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct object *object = kzalloc(sizeof(*object), GFP_KERNEL);

	if (!object)
		return -ENOMEM;
	call_rcu(&object->rcu, release);
	rcu_barrier();
	kfree(last_words);
	last_words = NULL;
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("An RCU callback that allocates with GFP_KERNEL");
MODULE_LICENSE("GPL");
