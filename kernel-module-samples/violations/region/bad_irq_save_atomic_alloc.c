// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pages allocated with GFP_ATOMIC with interrupts disabled by hand: on PREEMPT_RT the page
 * allocator's locks sleep.
 */
#include <linux/gfp.h>
#include <linux/irqflags.h>

#include "violation.h"

/*
 * oracle[mainline]: none -- lockdep knows which locks are held inside which, and does not take
 * disabled interrupts for one (check_wait_context() in kernel/locking/lockdep.c).
 */

#define ORDER 4

static unsigned long buffer;

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long flags;
	int err;

	local_irq_save(flags);
	buffer = __get_free_pages(GFP_ATOMIC, ORDER); /* expect[preempt-rt]: spinlock */
	err = buffer ? 0 : -ENOMEM;
	local_irq_restore(flags);
	free_pages(buffer, ORDER);
	buffer = 0;
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("Pages allocated with interrupts disabled by hand");
MODULE_LICENSE("GPL");
