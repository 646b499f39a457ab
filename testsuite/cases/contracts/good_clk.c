// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/clk.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);

int f(struct clk *clk)
{
	int err = clk_prepare(clk);

	if (err)
		return err;
	spin_lock(&lock);
	err = clk_enable(clk);
	spin_unlock(&lock);
	return err;
}
