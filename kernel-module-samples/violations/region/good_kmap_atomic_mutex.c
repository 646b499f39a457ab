// SPDX-License-Identifier: GPL-2.0-only
/*
 * kmap_local_page() maps a page for the current task and leaves preemption and page faults on: the
 * task may sleep while it has the mapping.
 */
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/mutex.h>

#include "violation.h"

static DEFINE_MUTEX(fill_lock);
static u8 fill = 0x5a;

static int trigger(const char *value, const struct kernel_param *param)
{
	struct page *page = alloc_page(GFP_KERNEL);
	u8 *address;

	if (!page)
		return -ENOMEM;
	address = kmap_local_page(page);
	mutex_lock(&fill_lock);
	memset(address, fill, PAGE_SIZE);
	mutex_unlock(&fill_lock);
	kunmap_local(address);
	__free_page(page);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken while a page is mapped by kmap_local_page()");
MODULE_LICENSE("GPL");
