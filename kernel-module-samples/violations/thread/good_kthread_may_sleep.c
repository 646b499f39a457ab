// SPDX-License-Identifier: GPL-2.0-only
/*
 * A kernel thread may sleep, allocate with GFP_KERNEL and hold a mutex, and wait without a limit
 * to be stopped.
 */
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/slab.h>

#include "violation.h"

static DEFINE_MUTEX(lock);

static int work(void *unused)
{
	void *buffer;

	while (!kthread_should_stop()) {
		mutex_lock(&lock);
		buffer = kmalloc(PAGE_SIZE, GFP_KERNEL);
		usleep_range(1000, 2000);
		kfree(buffer);
		mutex_unlock(&lock);
	}
	return 0;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct task_struct *thread = kthread_run(work, NULL, KBUILD_MODNAME);

	if (IS_ERR(thread))
		return PTR_ERR(thread);
	msleep(20);
	mutex_lock(&lock);
	mutex_unlock(&lock);
	kthread_stop(thread);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("What a kernel thread allows");
MODULE_LICENSE("GPL");
