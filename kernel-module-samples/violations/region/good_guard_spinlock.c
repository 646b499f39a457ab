// SPDX-License-Identifier: GPL-2.0-only
/*
 * The allocation stands before the guard; __free(kfree) gives the memory back on the way out on
 * which it is not used, after the guard has let go of the lock.
 */
#include <linux/cleanup.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_SPINLOCK(page_lock);
static void *page;

static int add_page(void)
{
	void *new __free(kfree) = kzalloc(PAGE_SIZE, GFP_KERNEL);

	if (!new)
		return -ENOMEM;
	guard(spinlock)(&page_lock);
	if (page)
		return -EBUSY;
	page = no_free_ptr(new);
	return 0;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = add_page();

	kfree(page);
	page = NULL;
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A blocking allocation before guard(spinlock)");
MODULE_LICENSE("GPL");
