// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// The usual ladder: each label releases what the code before it took.
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
	int err;

	mutex_lock(&m);
	p = kmalloc(16, GFP_KERNEL);
	if (!p) {
		err = -ENOMEM;
		goto unlock_mutex;
	}
	spin_lock(&lock);
	if (condition(n)) {
		err = -EBUSY;
		goto unlock;
	}
	if (condition(n + 1)) {
		spin_unlock(&lock);
		err = -EIO;
		goto free;
	}
	err = 0;
unlock:
	spin_unlock(&lock);
free:
	msleep(1);
	kfree(p);
unlock_mutex:
	mutex_unlock(&m);
	msleep(1);
	return err;
}
