// SPDX-License-Identifier: GPL-2.0-only
#include <linux/gfp.h>
#include <linux/module.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

static DEFINE_SPINLOCK(lock);

static void *make(size_t size, gfp_t gfp)
{
	return kmalloc(size, gfp);
}

static void *build(gfp_t gfp)
{
	return make(32, gfp | __GFP_ZERO);
}

void allocate(void **out, struct sk_buff **skb, bool atomic);
void allocate(void **out, struct sk_buff **skb, bool atomic)
{
	gfp_t gfp = atomic ? GFP_ATOMIC : GFP_KERNEL;

	out[0] = build(GFP_KERNEL);
	spin_lock(&lock);
	out[1] = build(GFP_ATOMIC);
	out[2] = kzalloc(16, GFP_NOWAIT);
	out[3] = kmalloc(16, GFP_KERNEL & ~__GFP_DIRECT_RECLAIM);
	out[4] = kmemdup(out[0], 16, GFP_ATOMIC);
	skb[0] = alloc_skb(128, GFP_ATOMIC);
	spin_unlock(&lock);
	if (atomic)
		spin_lock(&lock);
	out[5] = kmalloc(16, gfp);
	if (atomic)
		spin_unlock(&lock);
}

MODULE_DESCRIPTION("tophalf test: gfp, good_gfp");
MODULE_LICENSE("GPL");
