// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// The helper drops its caller's lock, but the caller's caller holds another one.
#include <linux/mutex.h>
#include <linux/spinlock.h>

#include <linux/delay.h>

static DEFINE_SPINLOCK(inner);
static DEFINE_SPINLOCK(outer);

static void wait_a_little(void)
{
	spin_unlock(&inner);
	msleep(1); /* expect: schedule */ /* expect-root: outer */
	spin_lock(&inner);
}

static void middle(void)
{
	spin_lock(&inner);
	wait_a_little();
	spin_unlock(&inner);
}

void top(void)
{
	spin_lock(&outer);
	middle();
	spin_unlock(&outer);
}
