// SPDX-License-Identifier: GPL-2.0-only
/*
 * guard(spinlock) holds the lock to the end of the function, with no unlock in sight; the
 * allocation that was added below it is under the lock.
 */
#include <linux/cleanup.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_SPINLOCK(page_lock);
static void *page;

static int add_page(void)
{
	guard(spinlock)(&page_lock);
	if (page)
		return -EBUSY;
	page = kzalloc(PAGE_SIZE, GFP_KERNEL); /* expect: alloc */
	return page ? 0 : -ENOMEM;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = add_page();

	kfree(page);
	page = NULL;
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A blocking allocation under guard(spinlock)");
MODULE_LICENSE("GPL");
