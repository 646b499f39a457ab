// SPDX-License-Identifier: GPL-2.0-only
/*
 * A process that entered the kernel may sleep, allocate with GFP_KERNEL, hold a mutex, and touch
 * its user memory; all at once too.
 */
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/mman.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "violation.h"

static DEFINE_MUTEX(lock);

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long area = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE,
				     MAP_ANONYMOUS | MAP_PRIVATE, 0);
	int err = -ENOMEM;
	void *buffer;

	if (IS_ERR_VALUE(area))
		return area;
	mutex_lock(&lock);
	buffer = kmalloc(PAGE_SIZE, GFP_KERNEL);
	if (buffer) {
		msleep(20);
		err = copy_from_user(buffer, (void __user *)area, PAGE_SIZE) ? -EFAULT : 0;
		kfree(buffer);
	}
	mutex_unlock(&lock);
	vm_munmap(area, PAGE_SIZE);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("What process context allows");
MODULE_LICENSE("GPL");
