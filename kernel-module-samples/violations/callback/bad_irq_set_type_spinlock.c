// SPDX-License-Identifier: GPL-2.0-only
/*
 * A spinlock_t in irq_set_type(): it is called under the raw lock of the interrupt descriptor, and
 * a spinlock_t is a sleeping lock on PREEMPT_RT.
 */
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_SPINLOCK(register_lock);
static unsigned int type_register;

static int set_type(struct irq_data *data, unsigned int type)
{
	unsigned long flags;

	spin_lock_irqsave(&register_lock, flags); /* expect[preempt-rt]: spinlock */
	type_register = type;
	spin_unlock_irqrestore(&register_lock, flags);
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

MODULE_DESCRIPTION("A spinlock_t taken in irq_set_type()");
MODULE_LICENSE("GPL");
