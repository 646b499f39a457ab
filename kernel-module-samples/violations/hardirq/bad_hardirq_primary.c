// SPDX-License-Identifier: GPL-2.0-only
/*
 * The primary handler of a threaded interrupt is a hard interrupt handler: it waits for the last
 * transfer, which the thread after it could do. That the transfer is done already changes nothing.
 */
#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/jiffies.h>

#include "line.h"
#include "violation.h"

static DECLARE_COMPLETION(transferred);
static unsigned int transfers;

static irqreturn_t handler(int irq, void *data)
{
	if (!line_acknowledge())
		return IRQ_NONE;
	if (!wait_for_completion_timeout(&transferred, HZ)) /* expect: wait */
		return IRQ_HANDLED;
	return IRQ_WAKE_THREAD;
}

static irqreturn_t thread(int irq, void *data)
{
	transfers++;
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = request_threaded_irq(line_irq(), handler, thread, IRQF_SHARED, KBUILD_MODNAME,
				       &transfers);

	if (err)
		return err;
	complete(&transferred);
	err = line_raise();
	free_irq(line_irq(), &transfers);
	reinit_completion(&transferred);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A wait in the primary handler of a threaded interrupt");
MODULE_LICENSE("GPL");
