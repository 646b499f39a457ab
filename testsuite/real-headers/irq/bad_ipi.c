// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/smp.h>
#include <linux/irq_work.h>
#include <linux/delay.h>

static DEFINE_MUTEX(m);

static void on_cpu(void *info)
{
	mutex_lock(&m); /* expect: mutex */
	mutex_unlock(&m);
}

static void work_fn(struct irq_work *work)
{
	usleep_range(10, 20); /* expect: schedule */
}

static struct irq_work work;

static int __init start(void)
{
	on_each_cpu(on_cpu, NULL, 1);
	init_irq_work(&work, work_fn);
	irq_work_queue(&work);
	return 0;
}

static void __exit stop(void)
{
	irq_work_sync(&work);
}

module_init(start);
module_exit(stop);

MODULE_DESCRIPTION("tophalf test: irq, bad_ipi");
MODULE_LICENSE("GPL");
