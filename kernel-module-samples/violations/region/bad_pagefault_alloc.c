// SPDX-License-Identifier: GPL-2.0-only
/*
 * A blocking allocation with page faults disabled. Whoever disables them means to go through the
 * section without sleeping: a missing page is to fail the copy, not to be waited for.
 */
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "user_page.h"
#include "violation.h"

/*
 * oracle: none -- pagefault_disable() counts in the task (pagefault_disabled), and only the fault
 * handler looks at that: neither might_sleep() nor the scheduler does.
 */

#define SIZE 64

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long page = user_page_map();
	void *buffer;
	int err = -ENOMEM;

	if (IS_ERR_VALUE(page))
		return (long)page;
	pagefault_disable();
	buffer = kmalloc(SIZE, GFP_KERNEL); /* expect: alloc */
	if (buffer)
		err = copy_from_user(buffer, (void __user *)page, SIZE) ? -EFAULT : 0;
	pagefault_enable();
	kfree(buffer);
	user_page_unmap(page);
	/* The page had not been touched yet. */
	return err == -EFAULT ? 0 : err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A blocking allocation with page faults disabled");
MODULE_LICENSE("GPL");
