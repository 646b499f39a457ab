// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

#define LOCKED(expression) ({ typeof(expression) __v; spin_lock(&lock); __v = (expression); spin_unlock(&lock); __v; })

int f(int n)
{
	void *p = kmalloc(LOCKED(condition(n)), GFP_KERNEL);
	int v = ({ spin_lock(&lock); condition(n); spin_unlock(&lock); 1; });

	kfree(p);
	return v && ({ msleep(1); 1; });
}

int not_evaluated(int n)
{
	spin_lock(&lock);
	n = sizeof(*(char *)kmalloc(16, GFP_KERNEL));
	n += __builtin_constant_p(condition(n)) ? 1 : 0;
	spin_unlock(&lock);
	return n;
}

int constant_branch(int n)
{
	spin_lock(&lock);
	if (0)
		msleep(1);
	if (sizeof(n) == 8)
		mutex_lock(&m);
	spin_unlock(&lock);
	return n;
}
