// SPDX-License-Identifier: GPL-2.0-only
/*
 * A kprobe handler only counts up, with an atomic operation; who reads takes the count in one as
 * well.
 */
#include <linux/atomic.h>
#include <linux/kprobes.h>

#include "violation.h"

static atomic_t hits;
static unsigned int last;

static noinline void probed(unsigned int value)
{
	WRITE_ONCE(last, value);
}

static int entered(struct kprobe *probe, struct pt_regs *regs)
{
	atomic_inc(&hits);
	return 0;
}

static struct kprobe probe = {
	.addr = (kprobe_opcode_t *)probed,
	.pre_handler = entered,
};

static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	atomic_set(&hits, 0);
	err = register_kprobe(&probe);
	if (err)
		return err;
	probed(1);
	unregister_kprobe(&probe);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("An atomic counter in a kprobe handler");
MODULE_LICENSE("GPL");
