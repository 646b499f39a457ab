// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --image drivers/one=%s --image drivers/two=%S/Inputs/two.c
// The other way round: this one sleeps in its handler, the other module is right.
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_MUTEX(foo_lock);

static void foo_update(void)
{
	mutex_lock(&foo_lock); /* expect: mutex */
	mutex_unlock(&foo_lock);
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
