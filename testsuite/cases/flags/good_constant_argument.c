// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// The caller says it is atomic, and the callee three calls down listens.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

static int transfer(int n, bool atomic)
{
	if (atomic)
		udelay(5);
	else
		msleep(1);
	return n;
}

static int read(int n, int flags)
{
	return transfer(n, !(flags & 1));
}

static int read_default(int n)
{
	return read(n, 0);
}

int f(int n)
{
	spin_lock(&lock);
	n = read_default(n) + read(n, 2) + transfer(n, true);
	spin_unlock(&lock);
	return n + transfer(n, false) + read(n, 1);
}
