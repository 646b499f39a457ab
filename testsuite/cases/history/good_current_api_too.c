// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/hardirq.h>
#include <linux/highmem.h>
#include <linux/delay.h>

int f(struct page *page)
{
	void *p;

	if (in_hardirq())
		return 1;
	p = kmap_local_page(page);
	msleep(1);
	kunmap_local(p);
	return 0;
}
