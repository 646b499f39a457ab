// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Masks take the permission to sleep away.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

static void *quick(gfp_t gfp)
{
	return kmalloc(16, gfp & ~__GFP_DIRECT_RECLAIM);
}

static void *zeroed(gfp_t gfp)
{
	return kmalloc(16, (gfp & ~__GFP_RECLAIM) | __GFP_ZERO | __GFP_NOWARN);
}

static void *careful(gfp_t gfp)
{
	if (gfpflags_allow_blocking(gfp))
		msleep(1);
	if (gfp & __GFP_DIRECT_RECLAIM)
		mutex_lock(&m);
	might_sleep_if(gfp & __GFP_DIRECT_RECLAIM);
	return kmalloc(16, gfp);
}

void *f(int n)
{
	gfp_t gfp = GFP_KERNEL;
	void *p;

	gfp &= ~__GFP_DIRECT_RECLAIM;
	spin_lock(&lock);
	p = quick(GFP_KERNEL);
	kfree(zeroed(GFP_KERNEL));
	kfree(kmalloc(16, gfp));
	kfree(kmalloc(16, __GFP_HIGH | __GFP_NOWARN));
	kfree(kmalloc(16, GFP_NOWAIT | __GFP_ACCOUNT));
	kfree(kmalloc(16, 0));
	kfree(careful(GFP_ATOMIC));
	spin_unlock(&lock);
	return p;
}
