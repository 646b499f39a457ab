// SPDX-License-Identifier: GPL-2.0-only
/*
 * A BH work item takes its buffer from a pool that was filled in process context, atomically.
 */
#include <linux/mempool.h>
#include <linux/workqueue.h>

#include "violation.h"

static mempool_t *pool;
static void *buffer;

static void refill(struct work_struct *unused)
{
	buffer = mempool_alloc(pool, GFP_ATOMIC);
}

static DECLARE_WORK(refill_work, refill);

static int trigger(const char *value, const struct kernel_param *param)
{
	struct workqueue_struct *queue = alloc_workqueue(KBUILD_MODNAME, WQ_BH, 0);

	if (!queue)
		return -ENOMEM;
	pool = mempool_create_kmalloc_pool(4, 256);
	if (!pool) {
		destroy_workqueue(queue);
		return -ENOMEM;
	}
	queue_work(queue, &refill_work);
	destroy_workqueue(queue);
	if (buffer)
		mempool_free(buffer, pool);
	mempool_destroy(pool);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A BH work item that allocates from a pool");
MODULE_LICENSE("GPL");
