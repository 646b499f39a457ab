// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Held on the branch where it succeeded, however that is written.
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
	if (spin_trylock(&lock)) {
		msleep(1); /* expect: schedule */
		spin_unlock(&lock);
	}
}

void negated(void)
{
	if (!spin_trylock(&lock))
		return;
	msleep(1); /* expect: schedule */
	spin_unlock(&lock);
}

void through_a_local(void)
{
	int got = spin_trylock(&lock);

	if (got)
		msleep(1); /* expect: schedule */
	if (got)
		spin_unlock(&lock);
}

void compared(void)
{
	if (spin_trylock(&lock) == 0)
		return;
	msleep(1); /* expect: schedule */
	spin_unlock(&lock);
}

void joined(int n)
{
	if (condition(n) && spin_trylock(&lock)) {
		msleep(1); /* expect: schedule */
		spin_unlock(&lock);
	}
}
