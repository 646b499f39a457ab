// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --image drivers/one=%s --image drivers/two=%S/Inputs/two.c
// Two modules with static functions of the same name: each means its own.
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(foo_lock);

static void foo_update(void)
{
	spin_lock(&foo_lock);
	spin_unlock(&foo_lock);
}

static irqreturn_t foo_handler(int irq, void *dev)
{
	foo_update();
	return IRQ_HANDLED;
}

int one_start(void)
{
	return request_irq(1, foo_handler, 0, "one", NULL);
}
