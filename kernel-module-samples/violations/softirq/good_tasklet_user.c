// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tasklet leaves its result in the kernel; the process that asked for it waits, and copies it
 * to its own memory.
 */
#include <linux/err.h>
#include <linux/interrupt.h>
#include <linux/mman.h>
#include <linux/uaccess.h>

#include "violation.h"

static u32 result;

static void measure(struct tasklet_struct *unused)
{
	result = 42;
}

static DECLARE_TASKLET(measure_tasklet, measure);

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long area = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE,
				     MAP_ANONYMOUS | MAP_PRIVATE, 0);
	int err;

	if (IS_ERR_VALUE(area))
		return area;
	tasklet_schedule(&measure_tasklet);
	tasklet_kill(&measure_tasklet);
	err = put_user(result, (u32 __user *)area);
	vm_munmap(area, PAGE_SIZE);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("The result of a tasklet copied to user memory by the process");
MODULE_LICENSE("GPL");
