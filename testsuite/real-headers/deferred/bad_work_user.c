// SPDX-License-Identifier: GPL-2.0-only
// Kernel threads and work items have no user memory of their own.
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/uaccess.h>
#include <linux/workqueue.h>

static int __user *address;
static struct task_struct *task;

static void fn(struct work_struct *work)
{
	if (put_user(1, address)) /* expect: user-access */
		pr_info("no\n");
}
static DECLARE_WORK(work, fn);

static int thread(void *data)
{
	int value = 0;

	if (copy_from_user(&value, address, sizeof(value))) /* expect: user-access */
		return -EFAULT;
	return value;
}

static int __init start(void)
{
	schedule_work(&work);
	task = kthread_run(thread, NULL, "bad_work_user");
	return PTR_ERR_OR_ZERO(task);
}

static void __exit stop(void)
{
	cancel_work_sync(&work);
}

module_init(start);
module_exit(stop);

MODULE_DESCRIPTION("tophalf test: deferred, bad_work_user");
MODULE_LICENSE("GPL");
