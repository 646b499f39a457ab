// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Falls through from the case that locks.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

int f(int n)
{
	switch (n) {
	case 1:
		spin_lock(&lock);
		/* falls through */
	case 2:
		msleep(1); /* expect: schedule */
		break;
	case 3:
		msleep(1);
		return 0;
	default:
		return 0;
	}
	if (n == 1)
		spin_unlock(&lock);
	return 0;
}

int all_cases(int n)
{
	int err = 0;

	spin_lock(&lock);
	switch (n) {
	case 1 ... 3:
		break;
	case 4:
		err = kmalloc(16, GFP_KERNEL) ? 0 : -ENOMEM; /* expect: alloc */
		break;
	default:
		mutex_lock(&m); /* expect: mutex */
		mutex_unlock(&m);
	}
	spin_unlock(&lock);
	return err;
}
