// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tasklet that keeps each sample in memory allocated with GFP_ATOMIC: it takes what is there,
 * and counts what it had to drop.
 */
#include <linux/interrupt.h>
#include <linux/list.h>
#include <linux/slab.h>

#include "violation.h"

struct sample {
	struct list_head node;
	u32 value;
};

static LIST_HEAD(samples);
static unsigned int dropped;

static void capture(struct tasklet_struct *unused)
{
	struct sample *sample = kmalloc(sizeof(*sample), GFP_ATOMIC);

	if (!sample) {
		dropped++;
		return;
	}
	sample->value = 42;
	list_add_tail(&sample->node, &samples);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct tasklet_struct tasklet;
	struct sample *sample, *next;

	tasklet_setup(&tasklet, capture);
	tasklet_schedule(&tasklet);
	tasklet_kill(&tasklet);
	list_for_each_entry_safe(sample, next, &samples, node) {
		list_del(&sample->node);
		kfree(sample);
	}
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A tasklet that allocates atomically");
MODULE_LICENSE("GPL");
