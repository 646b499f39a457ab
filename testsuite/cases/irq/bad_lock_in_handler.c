// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Two roots for one mutex: the handler, and the spin lock in process context. One finding each, at the same place.
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_MUTEX(m);
static DEFINE_SPINLOCK(lock);

static void update(void)
{
	mutex_lock(&m); /* expect: mutex */ /* expect-root: request_irq */ /* expect-path: handler, update */
	mutex_unlock(&m);
}

static irqreturn_t handler(int irq, void *dev)
{
	update();
	return IRQ_HANDLED;
}

int probe(void)
{
	spin_lock(&lock);
	update();
	spin_unlock(&lock);
	return request_irq(1, handler, 0, "x", NULL);
}
