// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// GFP_KERNEL travels through three functions before it meets the allocator.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

static void *make(size_t size, gfp_t gfp)
{
	return kmalloc(size, gfp); /* expect: alloc */ /* expect-path: f, open_one, build, make */
}

static void *build(gfp_t gfp)
{
	return make(32, gfp | __GFP_ZERO);
}

static void *open_one(int n, gfp_t gfp)
{
	return build(gfp);
}

void *f(int n)
{
	void *p;

	spin_lock(&lock);
	p = open_one(n, GFP_KERNEL);
	spin_unlock(&lock);
	return p;
}
