// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// A threaded handler may sleep. User memory is not its own, and waiting without end stalls the line.
#include <linux/uaccess.h>
#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_MUTEX(m);
static DECLARE_COMPLETION(done);
extern int __user *address;

static irqreturn_t thread(int irq, void *dev)
{
	int value;

	mutex_lock(&m);
	msleep(1);
	kfree(kmalloc(16, GFP_KERNEL));
	mutex_unlock(&m);
	if (get_user(value, address)) /* expect: user-access */
		return IRQ_NONE;
	wait_for_completion(&done); /* expect: unbounded-wait */
	if (!wait_for_completion_timeout(&done, 10))
		return IRQ_NONE;
	return IRQ_HANDLED;
}

int probe(void)
{
	return request_threaded_irq(1, NULL, thread, IRQF_ONESHOT, "x", NULL);
}
