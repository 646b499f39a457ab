// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Two structs with a slot of the same type and name: what is stored in one says nothing of the other.
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

struct fast_ops { void (*run)(int); };
struct slow_ops { void (*run)(int); };

static DEFINE_SPINLOCK(lock);

static void quick(int n)
{
	udelay(n);
}

static void sleepy(int n)
{
	msleep(n);
}

static const struct fast_ops fast = { .run = quick };
static const struct slow_ops slow = { .run = sleepy };

void f(const struct fast_ops *fast, const struct slow_ops *slow)
{
	spin_lock(&lock);
	fast->run(1);
	spin_unlock(&lock);
	slow->run(1);
}

void g(void)
{
	f(&fast, &slow);
}
