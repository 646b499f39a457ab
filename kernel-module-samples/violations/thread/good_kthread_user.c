// SPDX-License-Identifier: GPL-2.0-only
/*
 * A kernel thread that has to write to the memory of a process adopts the process's address space
 * as long as it does.
 */
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/mman.h>
#include <linux/sched/mm.h>
#include <linux/sched/task.h>
#include <linux/uaccess.h>

#include "violation.h"

struct request {
	struct completion measured;
	struct mm_struct *mm;
	u32 __user *answer;
};

static int measure(void *data)
{
	struct request *request = data;
	int err;

	kthread_use_mm(request->mm);
	err = put_user(42, request->answer);
	kthread_unuse_mm(request->mm);
	complete(&request->measured);
	return err;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long area = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE,
				     MAP_ANONYMOUS | MAP_PRIVATE, 0);
	struct request request = { .mm = current->mm };
	struct task_struct *thread;
	int err;

	if (IS_ERR_VALUE(area))
		return area;
	request.answer = (u32 __user *)area;
	init_completion(&request.measured);
	mmget(request.mm);
	thread = kthread_create(measure, &request, KBUILD_MODNAME);
	if (IS_ERR(thread)) {
		err = PTR_ERR(thread);
		goto out;
	}
	get_task_struct(thread);
	wake_up_process(thread);
	wait_for_completion(&request.measured);
	err = kthread_stop(thread);
	put_task_struct(thread);
out:
	mmput(request.mm);
	vm_munmap(area, PAGE_SIZE);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A kernel thread that adopts an address space");
MODULE_LICENSE("GPL");
