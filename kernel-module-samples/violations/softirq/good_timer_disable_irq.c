// SPDX-License-Identifier: GPL-2.0-only
/*
 * A timer shuts a noisy line up with disable_irq_nosync(). Whoever must know that no handler is
 * running any more waits in process context.
 */
#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/jiffies.h>
#include <linux/timer.h>

#include "line.h"
#include "violation.h"

static DECLARE_COMPLETION(quiet);

static irqreturn_t handler(int irq, void *data)
{
	return line_acknowledge() ? IRQ_HANDLED : IRQ_NONE;
}

static void quieten(struct timer_list *unused)
{
	disable_irq_nosync(line_irq());
	complete(&quiet);
}

static DEFINE_TIMER(quieten_timer, quieten);

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = request_irq(line_irq(), handler, IRQF_SHARED, KBUILD_MODNAME, &quiet);

	if (err)
		return err;
	reinit_completion(&quiet);
	mod_timer(&quieten_timer, jiffies + 1);
	wait_for_completion(&quiet);
	synchronize_irq(line_irq());
	timer_delete_sync(&quieten_timer);
	enable_irq(line_irq());
	free_irq(line_irq(), &quiet);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A timer that disables an interrupt without waiting");
MODULE_LICENSE("GPL");
