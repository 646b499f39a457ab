// SPDX-License-Identifier: GPL-2.0-only
/*
 * With page faults disabled user memory may be touched: where a page is missing the copy fails
 * instead of sleeping. The page is then faulted in outside, and the copy tried again.
 */
#include <linux/pagemap.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "user_page.h"
#include "violation.h"

#define SIZE 64

static int copy_page_in(void *buffer, unsigned long page)
{
	const char __user *source = (const char __user *)page;
	unsigned long left;

	for (;;) {
		pagefault_disable();
		left = copy_from_user(buffer, source, SIZE);
		pagefault_enable();
		if (!left)
			return 0;
		if (fault_in_readable(source, SIZE))
			return -EFAULT;
	}
}

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long page = user_page_map();
	void *buffer;
	int err = -ENOMEM;

	if (IS_ERR_VALUE(page))
		return (long)page;
	buffer = kmalloc(SIZE, GFP_KERNEL);
	if (buffer)
		err = copy_page_in(buffer, page);
	kfree(buffer);
	user_page_unmap(page);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("User memory read with page faults disabled");
MODULE_LICENSE("GPL");
