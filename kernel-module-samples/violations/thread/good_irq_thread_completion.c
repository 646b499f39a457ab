// SPDX-License-Identifier: GPL-2.0-only
/*
 * A threaded handler waits for the device's answer as long as it may take, and then does without.
 */
#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/jiffies.h>

#include "line.h"
#include "violation.h"

static DECLARE_COMPLETION(answered);
static unsigned int unanswered;

static irqreturn_t handler(int irq, void *data)
{
	return line_acknowledge() ? IRQ_WAKE_THREAD : IRQ_NONE;
}

static irqreturn_t confirm(int irq, void *data)
{
	if (!wait_for_completion_timeout(&answered, msecs_to_jiffies(50)))
		unanswered++;
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	reinit_completion(&answered);
	err = request_threaded_irq(line_irq(), handler, confirm, IRQF_SHARED, KBUILD_MODNAME,
				   &answered);
	if (err)
		return err;
	err = line_raise();
	free_irq(line_irq(), &answered);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A threaded handler that waits with a limit");
MODULE_LICENSE("GPL");
