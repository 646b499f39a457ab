// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// The same wrappers, with the mutex taken before the lock and after it.
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct foo {
	spinlock_t lock;
	struct mutex config;
};

static void foo_lock(struct foo *foo)
{
	spin_lock(&foo->lock);
}

static void foo_unlock(struct foo *foo)
{
	spin_unlock(&foo->lock);
}

void foo_update(struct foo *foo)
{
	mutex_lock(&foo->config);
	foo_lock(foo);
	foo_unlock(foo);
	mutex_unlock(&foo->config);

	foo_lock(foo);
	foo_unlock(foo);
	mutex_lock(&foo->config);
	mutex_unlock(&foo->config);
}
