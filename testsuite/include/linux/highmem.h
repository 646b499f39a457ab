/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_HIGHMEM_H
#define _LINUX_HIGHMEM_H
#include <linux/kernel.h>
#include <linux/uaccess.h>
#include <linux/preempt.h>

extern void *page_address(const struct page *page);
static inline void *kmap(struct page *page)
{
	might_sleep();
	return page_address(page);
}
static inline void kunmap(struct page *page) { }
static inline void *kmap_local_page(struct page *page)
{
	return page_address(page);
}
static inline void __kunmap_local(const void *addr) { }
static inline void *kmap_atomic(struct page *page)
{
#ifdef CONFIG_PREEMPT_RT
	migrate_disable();
#else
	preempt_disable();
#endif
	pagefault_disable();
	return page_address(page);
}
static inline void __kunmap_atomic(const void *addr)
{
	pagefault_enable();
#ifdef CONFIG_PREEMPT_RT
	migrate_enable();
#else
	preempt_enable();
#endif
}
#define kunmap_atomic(__addr)					\
do {								\
	__kunmap_atomic(__addr);				\
} while (0)
#define kunmap_local(__addr)					\
do {								\
	__kunmap_local(__addr);					\
} while (0)
#endif
