// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// A wrapper of a wrapper, with the flags passed back through a pointer, and the demand two calls down.
#include <linux/mutex.h>
#include <linux/spinlock.h>

#include <linux/slab.h>

struct foo { spinlock_t lock; };

static void foo_lock(struct foo *foo, unsigned long *flags)
{
	spin_lock_irqsave(&foo->lock, *flags);
}

static void foo_begin(struct foo *foo, unsigned long *flags)
{
	foo_lock(foo, flags);
}

static void foo_end(struct foo *foo, unsigned long *flags)
{
	spin_unlock_irqrestore(&foo->lock, *flags);
}

static void *make(void)
{
	return kzalloc(32, GFP_KERNEL); /* expect: alloc */ /* expect-path: foo_update, prepare, make */
}

static void *prepare(void)
{
	return make();
}

void *foo_update(struct foo *foo)
{
	unsigned long flags;
	void *p;

	foo_begin(foo, &flags);
	p = prepare();
	foo_end(foo, &flags);
	return p;
}

void *foo_idle(struct foo *foo)
{
	unsigned long flags;

	foo_begin(foo, &flags);
	foo_end(foo, &flags);
	return prepare();
}
