// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// The scope ends, and with it the region: by falling out, return, break, continue and goto.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

int falls_out(void)
{
	{
		guard(spinlock)(&lock);
	}
	msleep(1);
	return 0;
}

static int returns(int n)
{
	guard(spinlock)(&lock);
	if (condition(n))
		return 1;
	if (condition(n + 1))
		return 2;
	return 0;
}

int after_return(int n)
{
	int r = returns(n);

	msleep(1);
	return r;
}

void breaks(int n)
{
	for (;;) {
		guard(spinlock_irqsave)(&lock);
		if (condition(n))
			break;
	}
	msleep(1);
}

void continues(int n)
{
	while (n--) {
		{
			guard(spinlock)(&lock);
			if (condition(n))
				continue;
		}
		msleep(1);
	}
	msleep(1);
}

void jumps(int n)
{
	{
		guard(spinlock)(&lock);
		if (condition(n))
			goto out;
	}
	msleep(1);
out:
	msleep(1);
}
