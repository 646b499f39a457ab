// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a locked section needs is allocated before it: GFP_KERNEL may sleep there, and failing
 * leaves nothing to undo.
 */
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "violation.h"

struct request {
	struct list_head node;
	unsigned int number;
};

static LIST_HEAD(queue);
static DEFINE_SPINLOCK(queue_lock);
static unsigned int last_number;

static int submit(void)
{
	struct request *request = kmalloc(sizeof(*request), GFP_KERNEL);

	if (!request)
		return -ENOMEM;
	spin_lock(&queue_lock);
	request->number = ++last_number;
	list_add_tail(&request->node, &queue);
	spin_unlock(&queue_lock);
	return 0;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct request *request, *next;
	LIST_HEAD(done);
	int err = submit();

	spin_lock(&queue_lock);
	list_splice_init(&queue, &done);
	spin_unlock(&queue_lock);
	list_for_each_entry_safe(request, next, &done, node)
		kfree(request);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("An allocation before a spin lock is taken");
MODULE_LICENSE("GPL");
