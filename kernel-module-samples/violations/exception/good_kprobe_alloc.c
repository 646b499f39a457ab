// SPDX-License-Identifier: GPL-2.0-only
/*
 * A kprobe handler writes into an array that was there before; an atomic index gives everybody a
 * record of his own.
 */
#include <linux/atomic.h>
#include <linux/kprobes.h>

#include "violation.h"

struct record {
	unsigned long from;
};

static struct record records[16];
static atomic_t next;
static unsigned int last;

static noinline void probed(unsigned int value)
{
	WRITE_ONCE(last, value);
}

static int entered(struct kprobe *probe, struct pt_regs *regs)
{
	unsigned int i = atomic_fetch_inc(&next);

	if (i < ARRAY_SIZE(records))
		records[i].from = regs->ip;
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
	atomic_set(&next, 0);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("Records set aside for a kprobe handler");
MODULE_LICENSE("GPL");
