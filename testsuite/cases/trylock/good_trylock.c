// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Not held where it failed, and not after the unlock.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

void plain(void)
{
	if (spin_trylock(&lock))
		spin_unlock(&lock);
	else
		msleep(1);
	msleep(1);
}

void negated(void)
{
	if (!spin_trylock(&lock)) {
		msleep(1);
		return;
	}
	spin_unlock(&lock);
	msleep(1);
}

void through_a_local(void)
{
	int got = spin_trylock(&lock);

	if (!got)
		msleep(1);
	if (got)
		spin_unlock(&lock);
	msleep(1);
}

void until_it_works(void)
{
	while (!spin_trylock(&lock))
		msleep(1);
	spin_unlock(&lock);
}

void irqsave(void)
{
	unsigned long flags;

	if (!spin_trylock_irqsave(&lock, flags)) {
		msleep(1);
		return;
	}
	spin_unlock_irqrestore(&lock, flags);
	msleep(1);
}

void mutex_is_no_region(void)
{
	if (mutex_trylock(&m)) {
		msleep(1);
		mutex_unlock(&m);
	}
}
