/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_SLAB_H
#define _LINUX_SLAB_H
#include <linux/gfp.h>
#include <linux/cleanup.h>
#include <linux/errno.h>
struct kmem_cache;

void *__kmalloc_noprof(size_t size, gfp_t flags);
void *kmem_cache_alloc_noprof(struct kmem_cache *cachep, gfp_t flags);
#define kmem_cache_alloc(...) alloc_hooks(kmem_cache_alloc_noprof(__VA_ARGS__))
void kmem_cache_free(struct kmem_cache *s, void *objp);
void *__must_check krealloc_noprof(const void *objp, size_t new_size, gfp_t flags);
#define krealloc(...) alloc_hooks(krealloc_noprof(__VA_ARGS__))

static __always_inline void *kmalloc_noprof(size_t size, gfp_t flags)
{
	return __kmalloc_noprof(size, flags);
}
#define kmalloc(...) alloc_hooks(kmalloc_noprof(__VA_ARGS__))

static inline void *kmalloc_array_noprof(size_t n, size_t size, gfp_t flags)
{
	return kmalloc_noprof(n * size, flags);
}
#define kmalloc_array(...) alloc_hooks(kmalloc_array_noprof(__VA_ARGS__))
#define kcalloc(n, size, flags) kmalloc_array(n, size, (flags) | __GFP_ZERO)

static inline void *kzalloc_noprof(size_t size, gfp_t flags)
{
	return kmalloc_noprof(size, flags | __GFP_ZERO);
}
#define kzalloc(...) alloc_hooks(kzalloc_noprof(__VA_ARGS__))

void *kmemdup_noprof(const void *src, size_t len, gfp_t gfp);
#define kmemdup(...) alloc_hooks(kmemdup_noprof(__VA_ARGS__))
char *kstrdup(const char *s, gfp_t gfp);

void kfree(const void *objp);
DEFINE_FREE(kfree, void *, if (!IS_ERR_OR_NULL(_T)) kfree(_T))
#endif
