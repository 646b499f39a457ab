// SPDX-License-Identifier: GPL-2.0-only
/*
 * A spin lock taken by a helper that returns with it held: nothing in the function that allocates
 * says "lock", but it is atomic until it calls the other helper.
 */
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "violation.h"

struct entry {
	struct list_head node;
	int id;
};

static LIST_HEAD(entries);
static DEFINE_SPINLOCK(entries_lock);

static struct entry *entries_begin(int id)
	__acquires(&entries_lock)
{
	struct entry *entry;

	spin_lock(&entries_lock);
	list_for_each_entry(entry, &entries, node)
		if (entry->id == id)
			return entry;
	return NULL;
}

static void entries_end(void)
	__releases(&entries_lock)
{
	spin_unlock(&entries_lock);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct entry *entry = entries_begin(7);

	if (!entry) {
		entry = kzalloc(sizeof(*entry), /* expect: alloc */ /* expect-root: entries_begin */
				GFP_KERNEL);
		if (entry) {
			entry->id = 7;
			list_add(&entry->node, &entries);
		}
	}
	entries_end();

	if (!entry)
		return -ENOMEM;
	entries_begin(7);
	list_del(&entry->node);
	entries_end();
	kfree(entry);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A blocking allocation under a lock that a helper took");
MODULE_LICENSE("GPL");
