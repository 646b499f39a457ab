// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Looks the object up and returns it locked, or NULL unlocked.
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct object { spinlock_t lock; struct mutex m; };
extern struct object *find(int key);

static struct object *find_locked(int key)
{
	struct object *o = find(key);

	if (!o)
		return NULL;
	spin_lock(&o->lock);
	return o;
}

void use(int key)
{
	struct object *o = find_locked(key);

	if (!o)
		return;
	mutex_lock(&o->m); /* expect: mutex */
	mutex_unlock(&o->m);
	spin_unlock(&o->lock);
}
