// SPDX-License-Identifier: GPL-2.0-only
/*
 * First the semaphore, then the CPU to stay on: get_cpu() is for what comes last.
 */
#include <linux/percpu-rwsem.h>
#include <linux/smp.h>

#include "violation.h"

DEFINE_STATIC_PERCPU_RWSEM(layout_sem);
static unsigned int owners[NR_CPUS];

static int trigger(const char *value, const struct kernel_param *param)
{
	percpu_down_read(&layout_sem);
	owners[get_cpu()]++;
	put_cpu();
	percpu_up_read(&layout_sem);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("get_cpu() under a per-CPU reader-writer semaphore");
MODULE_LICENSE("GPL");
