// SPDX-License-Identifier: GPL-2.0-only
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>

static DEFINE_MUTEX(m);
static int cookie;

static irqreturn_t thread(int irq, void *dev)
{
	mutex_lock(&m);
	kfree(kzalloc(64, GFP_KERNEL));
	mutex_unlock(&m);
	return IRQ_HANDLED;
}

static int __init start(void)
{
	return request_threaded_irq(1, NULL, thread, IRQF_ONESHOT, "good_threaded", &cookie);
}

static void __exit stop(void)
{
	free_irq(1, &cookie);
}

module_init(start);
module_exit(stop);

MODULE_DESCRIPTION("tophalf test: irq, good_threaded");
MODULE_LICENSE("GPL");
