// SPDX-License-Identifier: GPL-2.0-only
/*
 * The irq_unmask() of an interrupt chip behind a slow bus only notes what is wanted.
 * irq_bus_lock() and irq_bus_sync_unlock(), which the core calls before it takes and after it
 * releases the descriptor's lock, may sleep: they take the bus's mutex and write the register.
 */
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/mutex.h>

#include "violation.h"

static DEFINE_MUTEX(bus_lock);
static bool enable_wanted;
static bool enable_register;

static void unmask(struct irq_data *data)
{
	enable_wanted = true;
}

static void lock_bus(struct irq_data *data)
{
	mutex_lock(&bus_lock);
}

static void sync_unlock_bus(struct irq_data *data)
{
	enable_register = enable_wanted;
	mutex_unlock(&bus_lock);
}

static struct irq_chip chip = {
	.name = KBUILD_MODNAME,
	.irq_unmask = unmask,
	.irq_bus_lock = lock_bus,
	.irq_bus_sync_unlock = sync_unlock_bus,
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

MODULE_DESCRIPTION("The register of a slow interrupt chip written in irq_bus_sync_unlock()");
MODULE_LICENSE("GPL");
