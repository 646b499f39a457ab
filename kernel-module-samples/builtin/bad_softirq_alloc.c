// SPDX-License-Identifier: GPL-2.0-only
/*
 * A softirq of its own that keeps each sample in memory allocated with GFP_KERNEL, which may wait
 * for memory to become free.
 */
#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/list.h>
#include <linux/slab.h>

#include "violation.h"

struct sample {
	struct list_head node;
	u32 value;
};

static LIST_HEAD(samples);
static DECLARE_COMPLETION(captured);

static void capture(void)
{
	struct sample *sample = kmalloc(sizeof(*sample), GFP_KERNEL); /* expect: alloc */

	if (sample) {
		sample->value = 42;
		list_add_tail(&sample->node, &samples);
	}
	complete(&captured);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct sample *sample, *next;

	open_softirq(IRQ_POLL_SOFTIRQ, capture);
	reinit_completion(&captured);
	raise_softirq(IRQ_POLL_SOFTIRQ);
	wait_for_completion(&captured);
	list_for_each_entry_safe(sample, next, &samples, node) {
		list_del(&sample->node);
		kfree(sample);
	}
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A raw softirq that allocates with GFP_KERNEL");
MODULE_LICENSE("GPL");
