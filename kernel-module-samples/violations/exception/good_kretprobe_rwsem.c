// SPDX-License-Identifier: GPL-2.0-only
/*
 * A return probe stores the result in one piece, which readers take in one piece too.
 */
#include <linux/kprobes.h>

#include "violation.h"

static unsigned long result;
static unsigned int last;

static noinline unsigned int probed(unsigned int value)
{
	WRITE_ONCE(last, value);
	return value + 1;
}

static int returned(struct kretprobe_instance *instance, struct pt_regs *regs)
{
	WRITE_ONCE(result, regs_return_value(regs));
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
	return READ_ONCE(result) == 2 ? 0 : -EIO;
}

violation_param(trigger);

MODULE_DESCRIPTION("A result stored in a return probe");
MODULE_LICENSE("GPL");
