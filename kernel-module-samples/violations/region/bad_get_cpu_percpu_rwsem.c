// SPDX-License-Identifier: GPL-2.0-only
/*
 * A per-CPU reader-writer semaphore taken after get_cpu(). The reader's fast path is a counter of
 * its CPU, but while a writer is in, it sleeps.
 */
#include <linux/percpu-rwsem.h>
#include <linux/smp.h>

#include "violation.h"

DEFINE_STATIC_PERCPU_RWSEM(layout_sem);
static unsigned int owners[NR_CPUS];

static int trigger(const char *value, const struct kernel_param *param)
{
	int cpu = get_cpu();

	percpu_down_read(&layout_sem); /* expect: mutex */
	owners[cpu]++;
	percpu_up_read(&layout_sem);
	put_cpu();
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A per-CPU reader-writer semaphore taken after get_cpu()");
MODULE_LICENSE("GPL");
