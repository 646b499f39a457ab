// SPDX-License-Identifier: GPL-2.0-only
/*
 * What an RCU callback will need is allocated with the object, where waiting for memory is
 * allowed and a failure can still be reported. The callback only fills it in.
 */
#include <linux/container_of.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "violation.h"

struct object {
	struct rcu_head rcu;
	unsigned int number;
	char *words;
};

#define WORDS_SIZE 32

static char *last_words;

static void release(struct rcu_head *rcu)
{
	struct object *object = container_of(rcu, struct object, rcu);

	scnprintf(object->words, WORDS_SIZE, "object %u is gone\n", object->number);
	last_words = object->words;
	kfree(object);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct object *object = kzalloc(sizeof(*object), GFP_KERNEL);

	if (!object)
		return -ENOMEM;
	object->words = kmalloc(WORDS_SIZE, GFP_KERNEL);
	if (!object->words) {
		kfree(object);
		return -ENOMEM;
	}
	call_rcu(&object->rcu, release);
	rcu_barrier();
	kfree(last_words);
	last_words = NULL;
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("An RCU callback that fills in memory allocated before");
MODULE_LICENSE("GPL");
