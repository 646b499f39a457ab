// SPDX-License-Identifier: GPL-2.0-only
/*
 * A kprobe handler runs with preemption disabled, so on PREEMPT_RT it cannot take a spinlock_t. On
 * every kernel a lock is unwise there: the probed code may hold it.
 */
#include <linux/kprobes.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_SPINLOCK(hits_lock);
static unsigned int hits, last;

static noinline void probed(unsigned int value)
{
	WRITE_ONCE(last, value);
}

static int entered(struct kprobe *probe, struct pt_regs *regs)
{
	unsigned long flags;

	spin_lock_irqsave(&hits_lock, flags); /* expect[preempt-rt]: spinlock */
	hits++;
	spin_unlock_irqrestore(&hits_lock, flags);
	return 0;
}

static struct kprobe probe = {
	.addr = (kprobe_opcode_t *)probed,
	.pre_handler = entered,
};

static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	spin_lock_irq(&hits_lock);
	hits = 0;
	spin_unlock_irq(&hits_lock);
	err = register_kprobe(&probe);
	if (err)
		return err;
	probed(1);
	unregister_kprobe(&probe);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spin lock taken in a kprobe handler");
MODULE_LICENSE("GPL");
