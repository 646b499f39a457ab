// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// The same wrappers; the thread function may sleep, the handler does not.
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_MUTEX(m);

static int foo_request(int irq, irq_handler_t handler, irq_handler_t thread, void *data)
{
	return request_threaded_irq(irq, handler, thread, IRQF_ONESHOT, "foo", data);
}

static int foo_setup(void *data, irq_handler_t thread)
{
	return foo_request(7, NULL, thread, data);
}

static irqreturn_t thread(int irq, void *data)
{
	mutex_lock(&m);
	mutex_unlock(&m);
	return IRQ_HANDLED;
}

int probe(void *data)
{
	return foo_setup(data, thread);
}
