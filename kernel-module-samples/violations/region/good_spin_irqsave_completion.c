// SPDX-License-Identifier: GPL-2.0-only
/*
 * The transfer is started under the lock, and waited for after it.
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
	spin_unlock_irqrestore(&transfer_lock, flags);
	wait_for_completion(&transfer_done);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("Waiting for a completion after spin_lock_irqsave()");
MODULE_LICENSE("GPL");
