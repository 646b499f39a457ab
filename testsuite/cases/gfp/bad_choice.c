// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

void *f(bool fast)
{
	gfp_t gfp = fast ? GFP_KERNEL : GFP_ATOMIC;
	void *p;

	if (fast)
		spin_lock(&lock);
	p = kmalloc(16, gfp); /* expect: alloc */
	if (fast)
		spin_unlock(&lock);
	return p;
}

static void *from_parameter(gfp_t gfp)
{
	void *p;

	spin_lock(&lock);
	p = kmalloc(16, gfp); /* expect: alloc */
	spin_unlock(&lock);
	return p;
}

void *g(void)
{
	return from_parameter(GFP_KERNEL);
}
