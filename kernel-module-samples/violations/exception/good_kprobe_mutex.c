// SPDX-License-Identifier: GPL-2.0-only
/*
 * A kprobe handler counts per CPU: no lock at all, so that it is right wherever the probed code
 * runs.
 */
#include <linux/kprobes.h>
#include <linux/percpu.h>

#include "violation.h"

static DEFINE_PER_CPU(unsigned int, hits);
static unsigned int last;

static noinline void probed(unsigned int value)
{
	WRITE_ONCE(last, value);
}

static int entered(struct kprobe *probe, struct pt_regs *regs)
{
	this_cpu_inc(hits);
	return 0;
}

static struct kprobe probe = {
	.addr = (kprobe_opcode_t *)probed,
	.pre_handler = entered,
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

MODULE_DESCRIPTION("A counter for each CPU in a kprobe handler");
MODULE_LICENSE("GPL");
