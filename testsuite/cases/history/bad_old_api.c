// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Still there, but with something better to use.
#include <linux/hardirq.h>
#include <linux/highmem.h>

int f(struct page *page)
{
	void *p;

	if (in_irq()) /* expect: old-api */
		return 1;
	p = kmap_atomic(page); /* expect: old-api */
	kunmap_atomic(p);
	return 0;
}
