// SPDX-License-Identifier: GPL-2.0-only
/*
 * A page mapped by kmap_local_page() may be kept across a user access that faults, and sleeps.
 */
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/uaccess.h>

#include "user_page.h"
#include "violation.h"

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long user = user_page_map();
	struct page *page;
	void *address;
	int err = -ENOMEM;

	if (IS_ERR_VALUE(user))
		return (long)user;
	page = alloc_page(GFP_KERNEL);
	if (page) {
		address = kmap_local_page(page);
		err = copy_from_user(address, (void __user *)user, PAGE_SIZE) ? -EFAULT : 0;
		kunmap_local(address);
		__free_page(page);
	}
	user_page_unmap(user);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A user access while a page is mapped by kmap_local_page()");
MODULE_LICENSE("GPL");
