// SPDX-License-Identifier: GPL-2.0-only
#include <linux/gfp.h>
#include <linux/module.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

static DEFINE_SPINLOCK(lock);

static void *make(size_t size, gfp_t gfp)
{
	return kmalloc(size, gfp); /* expect: alloc */ /* expect-path: allocate, build, make */
}

static void *build(gfp_t gfp)
{
	return make(32, gfp | __GFP_ZERO);
}

void allocate(void **out, struct sk_buff **skb);
void allocate(void **out, struct sk_buff **skb)
{
	spin_lock(&lock);
	out[0] = build(GFP_KERNEL);
	out[1] = kzalloc(16, GFP_KERNEL); /* expect: alloc */
	out[2] = kcalloc(4, 16, GFP_KERNEL); /* expect: alloc */
	out[3] = (void *)__get_free_page(GFP_NOFS); /* expect: alloc */
	out[4] = kmemdup(out[0], 16, GFP_NOIO); /* expect: alloc */
	out[5] = vmalloc(4096); /* expect: alloc */
	skb[0] = alloc_skb(128, GFP_KERNEL); /* expect: alloc */
	spin_unlock(&lock);
}

MODULE_DESCRIPTION("tophalf test: gfp, bad_gfp");
MODULE_LICENSE("GPL");
