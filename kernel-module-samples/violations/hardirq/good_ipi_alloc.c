// SPDX-License-Identifier: GPL-2.0-only
/*
 * The pages are allocated by who asks the CPUs; each is only told which is its own.
 */
#include <linux/gfp.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/smp.h>

#include "violation.h"

static DEFINE_PER_CPU(unsigned long, page);

static void take_page(void *data)
{
	unsigned long *pages = data;

	this_cpu_write(page, pages[smp_processor_id()]);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long *pages = kcalloc(nr_cpu_ids, sizeof(*pages), GFP_KERNEL);
	unsigned int cpu;
	int err = 0;

	if (!pages)
		return -ENOMEM;
	for_each_possible_cpu(cpu) {
		pages[cpu] = get_zeroed_page(GFP_KERNEL);
		if (!pages[cpu])
			err = -ENOMEM;
	}
	if (!err)
		on_each_cpu(take_page, pages, 1);
	for_each_possible_cpu(cpu) {
		per_cpu(page, cpu) = 0;
		free_page(pages[cpu]);
	}
	kfree(pages);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("Pages allocated for a cross-CPU function call");
MODULE_LICENSE("GPL");
