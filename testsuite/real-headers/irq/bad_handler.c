// SPDX-License-Identifier: GPL-2.0-only
// A shared helper that is right in process context and wrong below the handler.
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>

static DEFINE_MUTEX(config_mutex);
static int value;

static void update(void)
{
	mutex_lock(&config_mutex); /* expect: mutex */ /* expect-path: handler, update */
	value++;
	mutex_unlock(&config_mutex);
}

static irqreturn_t handler(int irq, void *dev)
{
	void *p;

	update();
	p = kmalloc(32, GFP_KERNEL); /* expect: alloc */
	kfree(p);
	return IRQ_HANDLED;
}

static int __init start(void)
{
	update();
	return request_irq(1, handler, 0, "bad_handler", &value);
}

static void __exit stop(void)
{
	free_irq(1, &value);
}

module_init(start);
module_exit(stop);

MODULE_DESCRIPTION("tophalf test: irq, bad_handler");
MODULE_LICENSE("GPL");
