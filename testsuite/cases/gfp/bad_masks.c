// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Masks that leave it, or that bring it back.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

static void *careful(gfp_t gfp)
{
	if (gfpflags_allow_blocking(gfp))
		msleep(1); /* expect: schedule */
	return NULL;
}

void *f(int n)
{
	gfp_t gfp = GFP_ATOMIC;
	void *p;

	spin_lock(&lock);
	p = kmalloc(16, GFP_KERNEL & ~__GFP_FS); /* expect: alloc */
	kfree(kmalloc(16, GFP_NOIO)); /* expect: alloc */
	kfree(kmalloc(16, GFP_ATOMIC | __GFP_RECLAIM)); /* expect: alloc */
	gfp |= __GFP_DIRECT_RECLAIM;
	kfree(kmalloc(16, gfp)); /* expect: alloc */
	kfree(kcalloc(4, 16, GFP_KERNEL)); /* expect: alloc */
	kfree(kzalloc(16, GFP_KERNEL)); /* expect: alloc */
	kfree(kmemdup(p, 16, GFP_KERNEL)); /* expect: alloc */
	p = alloc_page(GFP_KERNEL); /* expect: alloc */
	careful(GFP_KERNEL);
	spin_unlock(&lock);
	return p;
}
