// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --option=--confidence=low %s
// A bit that the caller gave is cleared on one of the ways only.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/delay.h>

#define SPLICE 2

static DEFINE_SPINLOCK(lock);
extern int condition(int);

/* The bit that is asked about is the one that may be cleared. */
static void append(unsigned int flags, int length)
{
	if ((flags & SPLICE) && length > 100)
		flags &= ~SPLICE;
	for (; condition(length); length--)
		if (flags & SPLICE)
			msleep(1); /* expect: schedule */
}

void f(void)
{
	spin_lock(&lock);
	append(1 | SPLICE, 1000);
	spin_unlock(&lock);
}
