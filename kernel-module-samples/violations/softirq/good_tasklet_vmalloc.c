// SPDX-License-Identifier: GPL-2.0-only
/*
 * The larger table is allocated by a process; the tasklet only exchanges the tables. It may free
 * the old one itself: in an interrupt vfree() leaves the work to a work item.
 */
#include <linux/interrupt.h>
#include <linux/vmalloc.h>

#include "violation.h"

#define ENTRIES 4096

static u32 *table, *larger_table;

static void grow(struct tasklet_struct *unused)
{
	vfree(table);
	table = larger_table;
}

static DECLARE_TASKLET(grow_tasklet, grow);

static int trigger(const char *value, const struct kernel_param *param)
{
	larger_table = vmalloc(ENTRIES * sizeof(*larger_table));
	if (!larger_table)
		return -ENOMEM;
	tasklet_schedule(&grow_tasklet);
	tasklet_kill(&grow_tasklet);
	return 0;
}

static void __exit forget(void)
{
	vfree(table);
}
module_exit(forget);

violation_param(trigger);

MODULE_DESCRIPTION("A tasklet that uses what a process allocated with vmalloc");
MODULE_LICENSE("GPL");
