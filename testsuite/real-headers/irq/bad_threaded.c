// SPDX-License-Identifier: GPL-2.0-only
// No IRQF_ONESHOT; and a primary handler that sleeps.
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/delay.h>

static int cookie;

static irqreturn_t primary(int irq, void *dev)
{
	msleep(1); /* expect: schedule */
	return IRQ_WAKE_THREAD;
}

static irqreturn_t thread(int irq, void *dev)
{
	msleep(1);
	return IRQ_HANDLED;
}

static int __init start(void)
{
	int err = request_threaded_irq(1, NULL, thread, 0, "bad_threaded", &cookie); /* expect: irq-oneshot */

	if (err)
		return err;
	return request_threaded_irq(2, primary, thread, 0, "bad_threaded", &cookie);
}

static void __exit stop(void)
{
	free_irq(2, &cookie);
	free_irq(1, &cookie);
}

module_init(start);
module_exit(stop);

MODULE_DESCRIPTION("tophalf test: irq, bad_threaded");
MODULE_LICENSE("GPL");
