// SPDX-License-Identifier: GPL-2.0-only
/*
 * The irq_unmask() of an interrupt chip behind a slow bus writes the chip's register, with the
 * bus's mutex held: it is called under the raw lock of the interrupt descriptor, with interrupts
 * disabled.
 */
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/mutex.h>

#include "violation.h"

static DEFINE_MUTEX(bus_lock);
static bool enable_register;

static void unmask(struct irq_data *data)
{
	mutex_lock(&bus_lock); /* expect: mutex */
	enable_register = true;
	mutex_unlock(&bus_lock);
}

static struct irq_chip chip = {
	.name = KBUILD_MODNAME,
	.irq_unmask = unmask,
};

static irqreturn_t handler(int irq, void *data)
{
	return IRQ_NONE;
}

/* Requesting an interrupt unmasks it. */
static int trigger(const char *value, const struct kernel_param *param)
{
	int irq = irq_alloc_desc(NUMA_NO_NODE);
	int err;

	if (irq < 0)
		return irq;
	irq_set_chip_and_handler(irq, &chip, handle_simple_irq);
	err = request_irq(irq, handler, 0, KBUILD_MODNAME, &chip);
	if (!err)
		free_irq(irq, &chip);
	irq_free_desc(irq);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken in irq_unmask()");
MODULE_LICENSE("GPL");
