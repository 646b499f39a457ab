// SPDX-License-Identifier: GPL-2.0-only
/*
 * vmalloc() in the write section of a sequence count: the writers are serialised by a mutex, which
 * looks as if sleeping were fine, but the section disables preemption, as readers spin in it.
 */
#include <linux/mutex.h>
#include <linux/seqlock.h>
#include <linux/vmalloc.h>

#include "violation.h"

/*
 * oracle[preempt-rt]: none -- readers there take the mutex instead of spinning, and the section
 * stays preemptible (include/linux/seqlock.h).
 */

#define TABLE_SIZE (64 * 1024)

static DEFINE_MUTEX(table_mutex);
static seqcount_mutex_t table_count = SEQCNT_MUTEX_ZERO(table_count, &table_mutex);
static void *table;
static size_t table_size;

static int trigger(const char *value, const struct kernel_param *param)
{
	mutex_lock(&table_mutex);
	write_seqcount_begin(&table_count);
	table = vmalloc(TABLE_SIZE); /* expect: alloc */
	table_size = table ? TABLE_SIZE : 0;
	write_seqcount_end(&table_count);

	vfree(table);
	table = NULL;
	mutex_unlock(&table_mutex);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("vmalloc() in a sequence count's write section");
MODULE_LICENSE("GPL");
