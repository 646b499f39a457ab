// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// __free() runs where the scope ends, while the guard that was declared before it still holds the lock.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

struct object { int dummy; };

static void object_destroy(struct object *o)
{
	mutex_lock(&m); /* expect: mutex */
	mutex_unlock(&m);
	kfree(o);
}

DEFINE_FREE(object, struct object *, if (_T) object_destroy(_T))
extern struct object *object_get(void);

int f(void)
{
	guard(spinlock)(&lock);
	struct object *o __free(object) = object_get();

	if (!o)
		return -ENODEV;
	return condition(1);
}
