// SPDX-License-Identifier: GPL-2.0-only
/*
 * An allocation with GFP_KERNEL under a spin lock: it may wait until other memory is written out.
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
	struct request *request;

	spin_lock(&queue_lock);
	request = kmalloc(sizeof(*request), GFP_KERNEL); /* expect: alloc */
	if (request) {
		request->number = ++last_number;
		list_add_tail(&request->node, &queue);
	}
	spin_unlock(&queue_lock);
	return request ? 0 : -ENOMEM;
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

MODULE_DESCRIPTION("An allocation with GFP_KERNEL under a spin lock");
MODULE_LICENSE("GPL");
