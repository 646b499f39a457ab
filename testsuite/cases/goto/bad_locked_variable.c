// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

int f(int n)
{
	bool locked = false;
	int err = 0;

	if (condition(n)) {
		spin_lock(&lock);
		locked = true;
	}
	if (condition(n + 1)) {
		err = -EIO;
		goto out;
	}
	if (locked)
		msleep(1); /* expect: schedule */
out:
	if (locked)
		spin_unlock(&lock);
	return err;
}
