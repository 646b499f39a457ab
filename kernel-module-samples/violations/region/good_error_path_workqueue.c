// SPDX-License-Identifier: GPL-2.0-only
/*
 * An error path undoes what was done, the last thing first: the lock was taken after the queue was
 * made, so it goes first.
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
	spin_unlock(&queue_lock);
	destroy_workqueue(new);
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

MODULE_DESCRIPTION("An error path that waits after it let go of the lock");
MODULE_LICENSE("GPL");
