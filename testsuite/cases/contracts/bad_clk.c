// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// clk_prepare() sleeps, clk_enable() does not: only one of the halves may be in atomic context.
#include <linux/clk.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);

int f(struct clk *clk)
{
	int err;

	spin_lock(&lock);
	err = clk_prepare(clk); /* expect: mutex */
	spin_unlock(&lock);
	return err;
}
