// SPDX-License-Identifier: GPL-2.0-only
/*
 * A post handler of a kprobe calls a function that may sleep: it runs in the exception, as the
 * pre-handler does.
 */
#include <linux/kernel.h>
#include <linux/kprobes.h>

#include "violation.h"

static unsigned int written, last;

static noinline void write_out(unsigned int value)
{
	might_sleep(); /* expect: sleep */
	written = value;
}

static noinline void probed(unsigned int value)
{
	WRITE_ONCE(last, value);
}

static void left(struct kprobe *probe, struct pt_regs *regs, unsigned long flags)
{
	write_out(last);
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
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A function that may sleep, called in a post handler of a kprobe");
MODULE_LICENSE("GPL");
