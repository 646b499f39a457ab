// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lock is given back before the allocation. Afterwards the search is done again, as somebody
 * else may have added the entry meanwhile.
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
	struct entry *new = NULL;

	if (!entry) {
		entries_end();
		new = kzalloc(sizeof(*new), GFP_KERNEL);
		entry = entries_begin(7);
		if (!entry && new) {
			new->id = 7;
			list_add(&new->node, &entries);
			entry = new;
		}
	}
	if (entry)
		list_del(&entry->node);
	entries_end();

	if (entry != new)
		kfree(entry);
	kfree(new);
	return entry ? 0 : -ENOMEM;
}

violation_param(trigger);

MODULE_DESCRIPTION("A blocking allocation between two sections that helpers begin and end");
MODULE_LICENSE("GPL");
