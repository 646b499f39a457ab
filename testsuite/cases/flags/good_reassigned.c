// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// A parameter that loses or gains another bit on the way still has the bits that the caller gave.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

#define COPY 1
#define SPLICE 2
#define MORE 4

static DEFINE_SPINLOCK(lock);
extern int condition(int);

static void append(unsigned int flags, int length)
{
	if (condition(1))
		flags |= MORE;
	if (condition(2))
		condition(3);
	if (length > 100)
		flags &= ~COPY;
	if (condition(4))
		condition(5);
	if (flags & SPLICE)
		msleep(1);
}

void f(void)
{
	spin_lock(&lock);
	append(COPY, 1000);
	spin_unlock(&lock);
}
