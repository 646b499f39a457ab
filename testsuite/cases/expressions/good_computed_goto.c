// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Every target releases the lock before it sleeps.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

void f(int n)
{
	static void *targets[] = { &&one, &&two };

	spin_lock(&lock);
	goto *targets[condition(n)];
one:
	spin_unlock(&lock);
	msleep(1);
	return;
two:
	spin_unlock(&lock);
	mutex_lock(&m);
	mutex_unlock(&m);
}
