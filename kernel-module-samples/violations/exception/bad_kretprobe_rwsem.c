// SPDX-License-Identifier: GPL-2.0-only
/*
 * A return probe takes a reader-writer semaphore: its handler runs with preemption disabled.
 */
#include <linux/kprobes.h>
#include <linux/rwsem.h>

#include "violation.h"

static DECLARE_RWSEM(results_lock);
static unsigned long result;
static unsigned int last;

static noinline unsigned int probed(unsigned int value)
{
	WRITE_ONCE(last, value);
	return value + 1;
}

static int returned(struct kretprobe_instance *instance, struct pt_regs *regs)
{
	down_write(&results_lock); /* expect: mutex */
	result = regs_return_value(regs);
	up_write(&results_lock);
	return 0;
}

static struct kretprobe probe = {
	.kp.addr = (kprobe_opcode_t *)probed,
	.handler = returned,
	.maxactive = 4,
};

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = register_kretprobe(&probe);

	if (err)
		return err;
	probed(1);
	unregister_kretprobe(&probe);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A reader-writer semaphore taken in a return probe");
MODULE_LICENSE("GPL");
