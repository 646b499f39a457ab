// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistakes of top halves.
 */
#include <linux/interrupt.h>

#include "bugs.h"

static u32 bugs_scaled(struct bugs *bugs, u32 raw)
{
	u32 value;

	/*
	 * BUG 1 [mutex]: reached from bugs_irq(), a hard IRQ handler. Fine for the other caller, bugs_irq_request(),
	 * which is why it went unnoticed.
	 */
	mutex_lock(&bugs->config_lock);
	value = raw * bugs->gain;
	mutex_unlock(&bugs->config_lock);
	return value;
}

static irqreturn_t bugs_irq(int irq, void *data)
{
	struct bugs *bugs = data;

	bugs->last = bugs_scaled(bugs, bugs->last + 1);
	/* BUG 2 [shared-irq]: registered with IRQF_SHARED, and claims every interrupt of the line. */
	return IRQ_HANDLED;
}

int bugs_irq_request(struct bugs *bugs, int irq)
{
	bugs->last = bugs_scaled(bugs, 1);
	return request_irq(irq, bugs_irq, IRQF_SHARED, "tophalf-demo-bugs", bugs);
}

void bugs_irq_free(struct bugs *bugs, int irq)
{
	free_irq(irq, bugs);
}
