// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// asm goto, as static keys have it: both ways are possible.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

static __always_inline bool branch(int *key)
{
	asm goto("1: nop\n" : : "i" (key) : : l_yes);
	return false;
l_yes:
	return true;
}

extern int a_key;

void f(void)
{
	spin_lock(&lock);
	if (branch(&a_key))
		msleep(1); /* expect: schedule */
	spin_unlock(&lock);
}

void direct(void)
{
	spin_lock(&lock);
	asm goto("1: nop\n" : : : : slow);
	spin_unlock(&lock);
	return;
slow:
	msleep(1); /* expect: schedule */
	spin_unlock(&lock);
}
