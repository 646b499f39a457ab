// SPDX-License-Identifier: GPL-2.0-only
/*
 * One error path cleans up before it lets go of the lock: destroy_workqueue() waits for the work
 * on the queue. The way without an error is right.
 */
#include <linux/spinlock.h>
#include <linux/workqueue.h>

#include "violation.h"

static DEFINE_SPINLOCK(queue_lock);
static struct workqueue_struct *queue;

static int start(void)
{
	struct workqueue_struct *new = alloc_workqueue("violation", WQ_UNBOUND, 0);
	int err;

	if (!new)
		return -ENOMEM;
	spin_lock(&queue_lock);
	if (queue) {
		err = -EBUSY;
		goto destroy;
	}
	queue = new;
	spin_unlock(&queue_lock);
	return 0;

destroy:
	destroy_workqueue(new); /* expect: sync */
	spin_unlock(&queue_lock);
	return err;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = start();

	if (err)
		return err;
	err = start() == -EBUSY ? 0 : -EIO;
	destroy_workqueue(queue);
	queue = NULL;
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("An error path that waits before it lets go of the lock");
MODULE_LICENSE("GPL");
