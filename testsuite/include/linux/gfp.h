/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_GFP_H
#define __LINUX_GFP_H
#include <linux/kernel.h>
/* The values of Linux 6.12. */
#define __GFP_DMA ((__force gfp_t)0x01u)
#define __GFP_HIGHMEM ((__force gfp_t)0x02u)
#define __GFP_HIGH ((__force gfp_t)0x20u)
#define __GFP_IO ((__force gfp_t)0x40u)
#define __GFP_FS ((__force gfp_t)0x80u)
#define __GFP_ZERO ((__force gfp_t)0x100u)
#define __GFP_DIRECT_RECLAIM ((__force gfp_t)0x400u)
#define __GFP_KSWAPD_RECLAIM ((__force gfp_t)0x800u)
#define __GFP_RECLAIM ((__force gfp_t)(0x400u | 0x800u))
#define __GFP_NOWARN ((__force gfp_t)0x2000u)
#define __GFP_NORETRY ((__force gfp_t)0x10000u)
#define __GFP_ACCOUNT ((__force gfp_t)0x400000u)

#define GFP_ATOMIC (__GFP_HIGH | __GFP_KSWAPD_RECLAIM)
#define GFP_KERNEL (__GFP_RECLAIM | __GFP_IO | __GFP_FS)
#define GFP_KERNEL_ACCOUNT (GFP_KERNEL | __GFP_ACCOUNT)
#define GFP_NOWAIT (__GFP_KSWAPD_RECLAIM | __GFP_NOWARN)
#define GFP_NOIO (__GFP_RECLAIM)
#define GFP_NOFS (__GFP_RECLAIM | __GFP_IO)
#define GFP_DMA __GFP_DMA

static inline bool gfpflags_allow_blocking(const gfp_t gfp_flags)
{
	return !!(gfp_flags & __GFP_DIRECT_RECLAIM);
}

#define alloc_hooks(_do_alloc) _do_alloc
struct page *alloc_pages_noprof(gfp_t gfp, unsigned int order);
#define alloc_pages(...) alloc_hooks(alloc_pages_noprof(__VA_ARGS__))
#define alloc_page(gfp_mask) alloc_pages(gfp_mask, 0)
extern unsigned long get_free_pages_noprof(gfp_t gfp_mask, unsigned int order);
#define __get_free_pages(...) alloc_hooks(get_free_pages_noprof(__VA_ARGS__))
#define __get_free_page(gfp_mask) __get_free_pages((gfp_mask), 0)
extern void __free_pages(struct page *page, unsigned int order);
extern void free_pages(unsigned long addr, unsigned int order);
#endif
