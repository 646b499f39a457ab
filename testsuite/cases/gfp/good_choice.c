// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// The choice was made where the lock was.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

void *f(bool atomic)
{
	gfp_t gfp = atomic ? GFP_ATOMIC : GFP_KERNEL;
	void *p;

	if (atomic)
		spin_lock(&lock);
	p = kmalloc(16, gfp);
	if (atomic)
		spin_unlock(&lock);
	return p;
}

struct sock { gfp_t allocation; };

/* What a field holds is not known here: nothing to report without evidence. */
void *from_field(struct sock *sk)
{
	void *p;

	spin_lock(&lock);
	p = kmalloc(16, sk->allocation);
	spin_unlock(&lock);
	return p;
}

static void *from_parameter(gfp_t gfp)
{
	void *p;

	spin_lock(&lock);
	p = kmalloc(16, gfp);
	spin_unlock(&lock);
	return p;
}

void *g(void)
{
	return from_parameter(GFP_ATOMIC);
}
