// SPDX-License-Identifier: GPL-2.0-only
/*
 * migrate_disable() keeps the task on its CPU, but lets it be preempted and sleep; others may run
 * on the CPU meanwhile, so a mutex is still needed.
 */
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/smp.h>

#include "violation.h"

static DEFINE_MUTEX(table_mutex);
static unsigned int table[NR_CPUS];

static int trigger(const char *value, const struct kernel_param *param)
{
	migrate_disable();
	mutex_lock(&table_mutex);
	table[smp_processor_id()]++;
	mutex_unlock(&table_mutex);
	migrate_enable();
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken with migration disabled");
MODULE_LICENSE("GPL");
