// SPDX-License-Identifier: GPL-2.0-only
/*
 * A threaded interrupt without a primary handler and without IRQF_ONESHOT: nobody quiets the
 * device before the thread runs, so that a level-triggered line would interrupt for ever. The
 * kernel refuses.
 */
/* oracle: log "Threaded irq requested with handler=NULL and !ONESHOT" */
#include <linux/interrupt.h>

#include "line.h"
#include "violation.h"

static unsigned int count;

static irqreturn_t thread(int irq, void *data)
{
	if (!line_acknowledge())
		return IRQ_NONE;
	count++;
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	err = request_threaded_irq(line_irq(), NULL, thread, /* expect: irq-oneshot */
				   IRQF_SHARED, KBUILD_MODNAME, &count);
	if (err)
		return err == -EINVAL ? 0 : err;
	err = line_raise();
	free_irq(line_irq(), &count);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A threaded interrupt without a primary handler and without IRQF_ONESHOT");
MODULE_LICENSE("GPL");
