// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every CPU is interrupted to take a page for itself, and asks for it with GFP_KERNEL.
 */
#include <linux/gfp.h>
#include <linux/percpu.h>
#include <linux/smp.h>

#include "violation.h"

static DEFINE_PER_CPU(unsigned long, page);

static void take_page(void *data)
{
	this_cpu_write(page, get_zeroed_page(GFP_KERNEL)); /* expect: alloc */
}

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned int cpu;

	on_each_cpu(take_page, NULL, 1);
	for_each_possible_cpu(cpu) {
		free_page(per_cpu(page, cpu));
		per_cpu(page, cpu) = 0;
	}
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("An allocation with GFP_KERNEL in a cross-CPU function call");
MODULE_LICENSE("GPL");
