// SPDX-License-Identifier: GPL-2.0-only
/*
 * request_any_context_irq() takes a hard interrupt where the line has one, so its handler has to be
 * right in a hard interrupt: no semaphore.
 */
#include <linux/interrupt.h>
#include <linux/semaphore.h>

#include "line.h"
#include "violation.h"

static struct semaphore keys_lock;
static unsigned int keys;

static irqreturn_t handler(int irq, void *data)
{
	if (!line_acknowledge())
		return IRQ_NONE;
	down(&keys_lock); /* expect: mutex */
	keys++;
	up(&keys_lock);
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	sema_init(&keys_lock, 1);
	err = request_any_context_irq(line_irq(), handler, IRQF_SHARED, KBUILD_MODNAME, &keys);
	if (err < 0)
		return err;
	err = line_raise();
	free_irq(line_irq(), &keys);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A semaphore taken in a handler of request_any_context_irq()");
MODULE_LICENSE("GPL");
