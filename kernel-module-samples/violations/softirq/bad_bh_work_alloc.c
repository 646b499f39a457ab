// SPDX-License-Identifier: GPL-2.0-only
/*
 * A work item on a queue with WQ_BH runs in softirq: GFP_KERNEL, right in any other work item, is
 * wrong there.
 */
#include <linux/slab.h>
#include <linux/workqueue.h>

#include "violation.h"

static void *buffer;

static void refill(struct work_struct *unused)
{
	buffer = kzalloc(256, GFP_KERNEL); /* expect: alloc */
}

static DECLARE_WORK(refill_work, refill);

static int trigger(const char *value, const struct kernel_param *param)
{
	struct workqueue_struct *queue = alloc_workqueue(KBUILD_MODNAME, WQ_BH, 0);

	if (!queue)
		return -ENOMEM;
	queue_work(queue, &refill_work);
	destroy_workqueue(queue);
	kfree(buffer);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A BH work item that allocates with GFP_KERNEL");
MODULE_LICENSE("GPL");
