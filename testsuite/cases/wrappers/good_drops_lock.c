// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// A helper that drops its caller's lock, sleeps and takes it again: the caller holds the lock around the call.
#include <linux/mutex.h>
#include <linux/spinlock.h>

#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);

static void wait_a_little(void)
{
	spin_unlock(&lock);
	msleep(1);
	spin_lock(&lock);
}

static void *grow(void)
{
	void *p;

	spin_unlock(&lock);
	p = kmalloc(64, GFP_KERNEL);
	spin_lock(&lock);
	return p;
}

void *user(int n)
{
	void *p = NULL;

	spin_lock(&lock);
	while (n--)
		wait_a_little();
	if (n < -1)
		p = grow();
	spin_unlock(&lock);
	return p;
}
