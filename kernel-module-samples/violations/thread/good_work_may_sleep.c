// SPDX-License-Identifier: GPL-2.0-only
/*
 * A work item may sleep, allocate with GFP_KERNEL, hold a mutex and wait for an event.
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#include "violation.h"

static DECLARE_COMPLETION(go);
static DEFINE_MUTEX(lock);

static void work(struct work_struct *unused)
{
	void *buffer;

	wait_for_completion(&go);
	mutex_lock(&lock);
	buffer = kmalloc(PAGE_SIZE, GFP_KERNEL);
	msleep(20);
	kfree(buffer);
	mutex_unlock(&lock);
}

static DECLARE_WORK(the_work, work);

static int trigger(const char *value, const struct kernel_param *param)
{
	reinit_completion(&go);
	schedule_work(&the_work);
	complete(&go);
	flush_work(&the_work);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("What a workqueue allows");
MODULE_LICENSE("GPL");
