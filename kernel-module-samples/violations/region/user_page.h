/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * user_page: a page of user memory of the calling process, for modules that show access to it.
 */
#ifndef USER_PAGE_H
#define USER_PAGE_H

#include <linux/err.h>
#include <linux/mm.h>
#include <linux/mman.h>

/* Its address, or a negative error code: IS_ERR_VALUE(). Nobody has touched it yet. */
static inline unsigned long user_page_map(void)
{
	return vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, 0);
}

static inline void user_page_unmap(unsigned long page)
{
	vm_munmap(page, PAGE_SIZE);
}

#endif
