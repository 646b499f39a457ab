// SPDX-License-Identifier: GPL-2.0-only
/*
 * A post handler of a kprobe queues an irq_work, that a work item, and the work item may sleep.
 */
#include <linux/irq_work.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/workqueue.h>

#include "violation.h"

static unsigned int written, last;

static void write_out(struct work_struct *work)
{
	might_sleep();
	written = READ_ONCE(last);
}

static DECLARE_WORK(write_work, write_out);

static void defer(struct irq_work *work)
{
	schedule_work(&write_work);
}

static DEFINE_IRQ_WORK(deferral, defer);

static noinline void probed(unsigned int value)
{
	WRITE_ONCE(last, value);
}

static void left(struct kprobe *probe, struct pt_regs *regs, unsigned long flags)
{
	irq_work_queue(&deferral);
}

static struct kprobe probe = {
	.addr = (kprobe_opcode_t *)probed,
	.post_handler = left,
};

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = register_kprobe(&probe);

	if (err)
		return err;
	probed(1);
	unregister_kprobe(&probe);
	irq_work_sync(&deferral);
	flush_work(&write_work);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A function that may sleep, deferred by a post handler of a kprobe");
MODULE_LICENSE("GPL");
