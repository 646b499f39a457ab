// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// The region begins in a wrapper; what matters is where the caller asked for it.
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
	foo_lock(foo);
	mutex_lock(&foo->config); /* expect: mutex */
	mutex_unlock(&foo->config);
	foo_unlock(foo);
}
