// SPDX-License-Identifier: GPL-2.0-only
/*
 * irq_set_type() is called under the raw lock of the interrupt descriptor: it protects its register
 * with a raw spin lock, which does not sleep on PREEMPT_RT either.
 */
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_RAW_SPINLOCK(register_lock);
static unsigned int type_register;

static int set_type(struct irq_data *data, unsigned int type)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&register_lock, flags);
	type_register = type;
	raw_spin_unlock_irqrestore(&register_lock, flags);
	return 0;
}

static struct irq_chip chip = {
	.name = KBUILD_MODNAME,
	.irq_set_type = set_type,
};

static irqreturn_t handler(int irq, void *data)
{
	return IRQ_NONE;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int irq = irq_alloc_desc(NUMA_NO_NODE);
	int err;

	if (irq < 0)
		return irq;
	irq_set_chip_and_handler(irq, &chip, handle_simple_irq);
	err = request_irq(irq, handler, IRQF_TRIGGER_RISING, KBUILD_MODNAME, &chip);
	if (!err)
		free_irq(irq, &chip);
	irq_free_desc(irq);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A raw spin lock taken in irq_set_type()");
MODULE_LICENSE("GPL");
