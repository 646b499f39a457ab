// SPDX-License-Identifier: GPL-2.0-only
/*
 * The chained handler of an interrupt expander takes the mutex of the bus behind which the expander
 * is: chained handlers are called by the entry code, in the hard interrupt.
 */
#include <linux/interrupt.h>
#include <linux/irqchip/chained_irq.h>
#include <linux/mutex.h>

#include "own_line.h"
#include "violation.h"

static struct own_line expander, input;
static DEFINE_MUTEX(bus_lock);
static unsigned int status = 1, presses;

static void demultiplex(struct irq_desc *desc)
{
	struct irq_chip *chip = irq_desc_get_chip(desc);
	bool raised;

	chained_irq_enter(chip, desc);
	mutex_lock(&bus_lock); /* expect: mutex */
	raised = status & 1;
	mutex_unlock(&bus_lock);
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

MODULE_DESCRIPTION("A mutex taken in a chained interrupt handler");
MODULE_LICENSE("GPL");
