// SPDX-License-Identifier: GPL-2.0-only
/*
 * With the mutex held and outside the write section memory may be allocated; the section makes the
 * result visible.
 */
#include <linux/mutex.h>
#include <linux/seqlock.h>
#include <linux/vmalloc.h>

#include "violation.h"

#define TABLE_SIZE (64 * 1024)

static DEFINE_MUTEX(table_mutex);
static seqcount_mutex_t table_count = SEQCNT_MUTEX_ZERO(table_count, &table_mutex);
static void *table;
static size_t table_size;

static void set_table(void *new, size_t size)
{
	write_seqcount_begin(&table_count);
	table = new;
	table_size = size;
	write_seqcount_end(&table_count);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	void *new;
	int err = 0;

	mutex_lock(&table_mutex);
	new = vmalloc(TABLE_SIZE);
	if (new) {
		set_table(new, TABLE_SIZE);
		set_table(NULL, 0);
		vfree(new);
	} else {
		err = -ENOMEM;
	}
	mutex_unlock(&table_mutex);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("vmalloc() before a sequence count's write section");
MODULE_LICENSE("GPL");
