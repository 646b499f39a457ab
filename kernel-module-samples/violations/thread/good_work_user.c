// SPDX-License-Identifier: GPL-2.0-only
/*
 * The command is copied by the process that gives it; the work item uses the copy.
 */
#include <linux/container_of.h>
#include <linux/err.h>
#include <linux/mman.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/workqueue.h>

#include "violation.h"

struct request {
	struct work_struct work;
	void *command;
};

static u8 last_opcode;

static void execute(struct work_struct *work)
{
	struct request *request = container_of(work, struct request, work);

	last_opcode = *(u8 *)request->command;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long area = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE,
				     MAP_ANONYMOUS | MAP_PRIVATE, 0);
	struct request request;

	if (IS_ERR_VALUE(area))
		return area;
	request.command = memdup_user((const void __user *)area, 16);
	vm_munmap(area, PAGE_SIZE);
	if (IS_ERR(request.command))
		return PTR_ERR(request.command);
	INIT_WORK_ONSTACK(&request.work, execute);
	schedule_work(&request.work);
	flush_work(&request.work);
	destroy_work_on_stack(&request.work);
	kfree(request.command);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A work item that uses a copy of user memory");
MODULE_LICENSE("GPL");
