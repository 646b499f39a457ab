// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

void f(void)
{
	asm goto("1: nop\n" : : : : locked);
	msleep(1);
	return;
locked:
	spin_lock(&lock);
	condition(1);
	spin_unlock(&lock);
	msleep(1);
}
