// SPDX-License-Identifier: GPL-2.0-only
/*
 * A kernel thread that writes its result to the memory of the process that waits for it. It may
 * sleep, but it has no user address space: the address is looked up in the one which the CPU used
 * last, that process's or another's.
 */
/*
 * oracle: none -- a page fault without an address space makes the access fail with -EFAULT; where
 * the CPU still has somebody's page tables loaded, it even writes.
 */
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/mman.h>
#include <linux/sched/task.h>
#include <linux/uaccess.h>

#include "violation.h"

static DECLARE_COMPLETION(measured);
static u32 __user *answer;

static int measure(void *unused)
{
	int err = put_user(42, answer); /* expect: user-access */

	complete(&measured);
	return err;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long area = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE,
				     MAP_ANONYMOUS | MAP_PRIVATE, 0);
	struct task_struct *thread;

	if (IS_ERR_VALUE(area))
		return area;
	answer = (u32 __user *)area;
	reinit_completion(&measured);
	thread = kthread_create(measure, NULL, KBUILD_MODNAME);
	if (IS_ERR(thread)) {
		vm_munmap(area, PAGE_SIZE);
		return PTR_ERR(thread);
	}
	get_task_struct(thread);
	wake_up_process(thread);
	wait_for_completion(&measured);
	pr_info("put_user() in a kernel thread: %d\n", kthread_stop(thread));
	put_task_struct(thread);
	vm_munmap(area, PAGE_SIZE);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A kernel thread that writes to user memory");
MODULE_LICENSE("GPL");
