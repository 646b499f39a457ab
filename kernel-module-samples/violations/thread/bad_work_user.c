// SPDX-License-Identifier: GPL-2.0-only
/*
 * A work item that fetches its command from the memory of the process that queued it. The worker
 * is a kernel thread: at that address it finds nothing, or something of another process.
 */
/*
 * oracle: none -- a page fault without an address space makes the access fail; where the CPU still
 * has somebody's page tables loaded, it even reads.
 */
#include <linux/err.h>
#include <linux/mman.h>
#include <linux/uaccess.h>
#include <linux/workqueue.h>

#include "violation.h"

static const void __user *source;
static u8 command[16];

static void execute(struct work_struct *unused)
{
	unsigned long missing;

	missing = copy_from_user(command, source, sizeof(command)); /* expect: user-access */
	pr_info("copy_from_user() in a work item: %lu bytes missing\n", missing);
}

static DECLARE_WORK(execute_work, execute);

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long area = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE,
				     MAP_ANONYMOUS | MAP_PRIVATE, 0);

	if (IS_ERR_VALUE(area))
		return area;
	source = (const void __user *)area;
	schedule_work(&execute_work);
	flush_work(&execute_work);
	vm_munmap(area, PAGE_SIZE);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A work item that reads user memory");
MODULE_LICENSE("GPL");
