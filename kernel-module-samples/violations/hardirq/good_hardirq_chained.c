// SPDX-License-Identifier: GPL-2.0-only
/*
 * A chained handler reads registers that it can reach at once, under a raw spin lock: it runs in
 * the hard interrupt on PREEMPT_RT too. An expander behind a slow bus has a threaded handler
 * instead.
 */
#include <linux/interrupt.h>
#include <linux/irqchip/chained_irq.h>
#include <linux/spinlock.h>

#include "own_line.h"
#include "violation.h"

static struct own_line expander, input;
static DEFINE_RAW_SPINLOCK(register_lock);
static unsigned int status = 1, presses;

static void demultiplex(struct irq_desc *desc)
{
	struct irq_chip *chip = irq_desc_get_chip(desc);
	bool raised;

	chained_irq_enter(chip, desc);
	raw_spin_lock(&register_lock);
	raised = status & 1;
	raw_spin_unlock(&register_lock);
	if (raised)
		generic_handle_irq(input.irq);
	chained_irq_exit(chip, desc);
}

static irqreturn_t pressed(int irq, void *data)
{
	presses++;
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = own_line_create(&expander);

	if (err)
		return err;
	err = own_line_create(&input);
	if (err)
		goto remove_expander;
	err = request_irq(input.irq, pressed, 0, KBUILD_MODNAME, &presses);
	if (err)
		goto remove_input;
	irq_set_chained_handler(expander.irq, demultiplex);
	own_line_raise(&expander);
	irq_set_chained_handler(expander.irq, NULL);
	free_irq(input.irq, &presses);
remove_input:
	own_line_remove(&input);
remove_expander:
	own_line_remove(&expander);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A raw spin lock taken in a chained interrupt handler");
MODULE_LICENSE("GPL");
