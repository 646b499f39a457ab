// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Held to the end of the function, on every way.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

int f(int n)
{
	guard(spinlock)(&lock);
	if (condition(n)) {
		mutex_lock(&m); /* expect: mutex */
		mutex_unlock(&m);
		return 1;
	}
	while (n--)
		msleep(1); /* expect: schedule */
	return 0;
}
