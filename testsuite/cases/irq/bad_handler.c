// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// What a top half must not do, and where the handler was registered.
#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_MUTEX(m);
static DECLARE_COMPLETION(done);

static irqreturn_t handler(int irq, void *dev)
{
	mutex_lock(&m); /* expect: mutex */ /* expect-root: request_irq */
	mutex_unlock(&m);
	wait_for_completion(&done); /* expect: wait */ /* expect-root: request_irq */
	mdelay(100); /* expect: busy-wait */
	return IRQ_HANDLED;
}

int probe(void)
{
	return request_irq(1, handler, 0, "x", NULL);
}
