// SPDX-License-Identifier: GPL-2.0-only
/*
 * An interrupt expander passes its inputs on with handle_nested_irq() from its hard interrupt
 * handler: nested handlers are made to sleep, and that function says so.
 */
#include <linux/interrupt.h>

#include "line.h"
#include "own_line.h"
#include "violation.h"

static struct own_line input;
static unsigned int presses;

static irqreturn_t expander(int irq, void *data)
{
	if (!line_acknowledge())
		return IRQ_NONE;
	handle_nested_irq(input.irq); /* expect: sleep */
	return IRQ_HANDLED;
}

static irqreturn_t pressed(int irq, void *data)
{
	presses++;
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = own_line_create(&input);

	if (err)
		return err;
	irq_set_nested_thread(input.irq, true);
	err = request_threaded_irq(input.irq, NULL, pressed, IRQF_ONESHOT, KBUILD_MODNAME,
				   &presses);
	if (err)
		goto remove_input;
	err = request_irq(line_irq(), expander, IRQF_SHARED, KBUILD_MODNAME, &input);
	if (!err) {
		err = line_raise();
		free_irq(line_irq(), &input);
	}
	free_irq(input.irq, &presses);
remove_input:
	own_line_remove(&input);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("handle_nested_irq() in a hard interrupt handler");
MODULE_LICENSE("GPL");
