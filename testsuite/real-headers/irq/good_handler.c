// SPDX-License-Identifier: GPL-2.0-only
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static int value;

static void work_fn(struct work_struct *work)
{
	kfree(kmalloc(32, GFP_KERNEL));
	msleep(1);
}
static DECLARE_WORK(work, work_fn);

static irqreturn_t handler(int irq, void *dev)
{
	void *p;

	spin_lock(&lock);
	if (!value) {
		spin_unlock(&lock);
		return IRQ_NONE;
	}
	p = kmalloc(32, GFP_ATOMIC);
	spin_unlock(&lock);
	kfree(p);
	udelay(2);
	schedule_work(&work);
	return IRQ_HANDLED;
}

static int __init start(void)
{
	return request_irq(1, handler, IRQF_SHARED, "good_handler", &value);
}

static void __exit stop(void)
{
	free_irq(1, &value);
	cancel_work_sync(&work);
}

module_init(start);
module_exit(stop);

MODULE_DESCRIPTION("tophalf test: irq, good_handler");
MODULE_LICENSE("GPL");
