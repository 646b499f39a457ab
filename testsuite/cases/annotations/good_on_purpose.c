// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Panic and oops paths break the rules on purpose: nothing comes back from them.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

extern int oops_in_progress;

void f(int n)
{
	spin_lock(&lock);
	if (condition(n)) {
		panic("gone");
		msleep(1);
	}
	BUG_ON(condition(n + 1));
	if (oops_in_progress)
		msleep(1);
	spin_unlock(&lock);
}
