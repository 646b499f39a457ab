// SPDX-License-Identifier: GPL-2.0-only
/*
 * An interrupt expander passes its inputs on from its thread: a nested handler runs there, and may
 * take a mutex as any interrupt thread may.
 */
#include <linux/interrupt.h>
#include <linux/mutex.h>

#include "line.h"
#include "own_line.h"
#include "violation.h"

static struct own_line input;
static DEFINE_MUTEX(press_lock);
static unsigned int presses;

static irqreturn_t expander(int irq, void *data)
{
	return line_acknowledge() ? IRQ_WAKE_THREAD : IRQ_NONE;
}

static irqreturn_t expander_thread(int irq, void *data)
{
	handle_nested_irq(input.irq);
	return IRQ_HANDLED;
}

static irqreturn_t pressed(int irq, void *data)
{
	mutex_lock(&press_lock);
	presses++;
	mutex_unlock(&press_lock);
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
	err = request_threaded_irq(line_irq(), expander, expander_thread, IRQF_SHARED,
				   KBUILD_MODNAME, &input);
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

MODULE_DESCRIPTION("handle_nested_irq() in an interrupt thread");
MODULE_LICENSE("GPL");
