// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Nothing found, nothing locked: sleeping is right on that side.
#include <linux/mutex.h>
#include <linux/spinlock.h>

#include <linux/slab.h>

struct object { spinlock_t lock; };
extern struct object *find(int key);

static struct object *find_locked(int key)
{
	struct object *o = find(key);

	if (!o)
		return NULL;
	spin_lock(&o->lock);
	return o;
}

void *use(int key)
{
	struct object *o = find_locked(key);

	if (!o)
		return kmalloc(16, GFP_KERNEL);
	spin_unlock(&o->lock);
	return NULL;
}

static int try_begin(struct object *o, int key)
{
	spin_lock(&o->lock);
	if (key < 0) {
		spin_unlock(&o->lock);
		return -EINVAL;
	}
	return 0;
}

void *use_error(struct object *o, int key)
{
	int err = try_begin(o, key);

	if (err)
		return kmalloc(16, GFP_KERNEL);
	spin_unlock(&o->lock);
	return NULL;
}
