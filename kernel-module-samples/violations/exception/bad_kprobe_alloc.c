// SPDX-License-Identifier: GPL-2.0-only
/*
 * A kprobe handler allocates a record with GFP_KERNEL.
 */
#include <linux/kprobes.h>
#include <linux/list.h>
#include <linux/slab.h>

#include "violation.h"

struct record {
	struct list_head node;
	unsigned long from;
};

static LIST_HEAD(records);
static unsigned int last;

static noinline void probed(unsigned int value)
{
	WRITE_ONCE(last, value);
}

static int entered(struct kprobe *probe, struct pt_regs *regs)
{
	struct record *record = kmalloc(sizeof(*record), GFP_KERNEL); /* expect: alloc */

	if (record) {
		record->from = regs->ip;
		list_add_tail(&record->node, &records);
	}
	return 0;
}

static struct kprobe probe = {
	.addr = (kprobe_opcode_t *)probed,
	.pre_handler = entered,
};

static int trigger(const char *value, const struct kernel_param *param)
{
	struct record *record, *next;
	int err = register_kprobe(&probe);

	if (err)
		return err;
	probed(1);
	unregister_kprobe(&probe);
	list_for_each_entry_safe(record, next, &records, node) {
		list_del(&record->node);
		kfree(record);
	}
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("An allocation with GFP_KERNEL in a kprobe handler");
MODULE_LICENSE("GPL");
