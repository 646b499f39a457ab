// SPDX-License-Identifier: GPL-2.0-only
/*
 * A threaded handler that waits for the device's answer without a limit. While it does, the line
 * is lost, and free_irq() and suspend wait with it.
 */
/* oracle: log "blocked for more than" */
#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/sched.h>

#include "line.h"
#include "violation.h"

static DECLARE_COMPLETION(answered);

static irqreturn_t handler(int irq, void *data)
{
	return line_acknowledge() ? IRQ_WAKE_THREAD : IRQ_NONE;
}

static irqreturn_t confirm(int irq, void *data)
{
	wait_for_completion(&answered); /* expect: unbounded-wait */
	return IRQ_HANDLED;
}

/* The device answers after six seconds; without an answer free_irq() would never return. */
static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	reinit_completion(&answered);
	err = request_threaded_irq(line_irq(), handler, confirm, IRQF_SHARED, KBUILD_MODNAME,
				   &answered);
	if (err)
		return err;
	err = line_raise();
	schedule_timeout_idle(6 * HZ);
	complete_all(&answered);
	free_irq(line_irq(), &answered);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A threaded handler that waits without a limit");
MODULE_LICENSE("GPL");
