// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// The handler passes through two wrappers before request_irq() sees it.
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_MUTEX(m);

static int foo_request(int irq, irq_handler_t handler, void *data)
{
	return request_irq(irq, handler, IRQF_NO_SUSPEND, "foo", data);
}

static int foo_setup(void *data, irq_handler_t fn)
{
	return foo_request(7, fn, data);
}

static void update(void)
{
	mutex_lock(&m); /* expect: mutex */ /* expect-path: handler, update */
	mutex_unlock(&m);
}

static irqreturn_t handler(int irq, void *data)
{
	update();
	return IRQ_HANDLED;
}

int probe(void *data)
{
	return foo_setup(data, handler);
}
