// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// One of the error labels is reached with the lock still held.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

int f(int n)
{
	void *p;
	int err = 0;

	spin_lock(&lock);
	if (condition(n)) {
		err = -EBUSY;
		goto out; /* forgot to unlock */
	}
	spin_unlock(&lock);
	p = kmalloc(16, GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	kfree(p);
out:
	mutex_lock(&m); /* expect: mutex */
	mutex_unlock(&m);
	return err;
}
