// SPDX-License-Identifier: GPL-2.0-only
/*
 * Waiting for a completion with a spin lock held and interrupts disabled. It works where the
 * transfer is already done, as here; where it is not, the interrupt that ends it cannot come.
 */
#include <linux/completion.h>
#include <linux/spinlock.h>

#include "violation.h"

static DECLARE_COMPLETION(transfer_done);
static DEFINE_SPINLOCK(transfer_lock);
static unsigned int transferred;

static void start_transfer(void)
{
	transferred += 512;
	complete(&transfer_done);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long flags;

	spin_lock_irqsave(&transfer_lock, flags);
	reinit_completion(&transfer_done);
	start_transfer();
	wait_for_completion(&transfer_done); /* expect: wait */
	spin_unlock_irqrestore(&transfer_lock, flags);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("Waiting for a completion under spin_lock_irqsave()");
MODULE_LICENSE("GPL");
