// SPDX-License-Identifier: GPL-2.0-only
/*
 * A mutex taken while a page is mapped by kmap_atomic(), which disables preemption (not on
 * PREEMPT_RT) and page faults.
 */
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/mutex.h>

#include "violation.h"

/*
 * oracle[preempt-rt]: none -- there kmap_atomic() disables migration and page faults only, neither
 * of which the checks for atomic context look at.
 */

static DEFINE_MUTEX(fill_lock);
static u8 fill = 0x5a;

static int trigger(const char *value, const struct kernel_param *param)
{
	struct page *page = alloc_page(GFP_KERNEL);
	u8 *address;

	if (!page)
		return -ENOMEM;
	address = kmap_atomic(page); /* expect: old-api */
	mutex_lock(&fill_lock); /* expect: mutex */
	memset(address, fill, PAGE_SIZE);
	mutex_unlock(&fill_lock);
	kunmap_atomic(address);
	__free_page(page);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken while a page is mapped by kmap_atomic()");
MODULE_LICENSE("GPL");
