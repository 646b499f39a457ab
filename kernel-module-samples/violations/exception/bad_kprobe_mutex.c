// SPDX-License-Identifier: GPL-2.0-only
/*
 * A mutex taken in a kprobe handler: it runs in the exception of the breakpoint, wherever the
 * probed code was.
 */
#include <linux/kprobes.h>
#include <linux/mutex.h>

#include "violation.h"

static DEFINE_MUTEX(hits_lock);
static unsigned int hits, last;

static noinline void probed(unsigned int value)
{
	WRITE_ONCE(last, value);
}

static int entered(struct kprobe *probe, struct pt_regs *regs)
{
	mutex_lock(&hits_lock); /* expect: mutex */
	hits++;
	mutex_unlock(&hits_lock);
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

MODULE_DESCRIPTION("A mutex taken in a kprobe handler");
MODULE_LICENSE("GPL");
