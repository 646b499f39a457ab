// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// A work item has no user address space.
#include <linux/uaccess.h>
#include <linux/workqueue.h>
#include <linux/timer.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

struct job { struct work_struct work; int __user *result; };

static void fn(struct work_struct *work)
{
	struct job *job = container_of(work, struct job, work);

	if (put_user(1, job->result)) /* expect: user-access */
		msleep(1);
}

void init(struct job *job)
{
	INIT_WORK(&job->work, fn);
	schedule_work(&job->work);
}
