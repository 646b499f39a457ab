// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tasklet that makes its table larger with vmalloc(), which allocates page tables with
 * GFP_KERNEL, whatever the caller would like. The kernel does not go on from here: vmalloc() has
 * a BUG_ON(in_interrupt()).
 */
#include <linux/interrupt.h>
#include <linux/vmalloc.h>

#include "violation.h"

#define ENTRIES 4096

static u32 *table;

static void grow(struct tasklet_struct *unused)
{
	table = vmalloc(ENTRIES * sizeof(*table)); /* expect: alloc */
}

static DECLARE_TASKLET(grow_tasklet, grow);

static int trigger(const char *value, const struct kernel_param *param)
{
	tasklet_schedule(&grow_tasklet);
	tasklet_kill(&grow_tasklet);
	vfree(table);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A tasklet that allocates with vmalloc");
MODULE_LICENSE("GPL");
