// SPDX-License-Identifier: GPL-2.0-only
/*
 * A kernel thread that waits for reports and keeps a history of them.
 */
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/list.h>
#include <linux/printk.h>
#include <linux/slab.h>

#include "demo.h"

#define HISTORY 16

struct entry {
	struct list_head list;
	u64 sum;
	u32 count;
};

static void forget(struct list_head *history, unsigned int *length, unsigned int keep)
{
	while (*length > keep) {
		struct entry *oldest = list_first_entry(history, struct entry, list);

		list_del(&oldest->list);
		kfree(oldest);
		--*length;
	}
}

static int demo_logger(void *data)
{
	struct demo *demo = data;
	struct demo_report report;
	unsigned int length = 0;
	LIST_HEAD(history);

	while (!kthread_should_stop()) {
		struct entry *entry;

		/* The time-out is for kthread_stop(): it wakes the thread, but does not complete anything. */
		if (wait_for_completion_interruptible_timeout(&demo->published, HZ) <= 0)
			continue;
		if (!demo_report_copy(demo, &report))
			continue;
		entry = kmalloc(sizeof(*entry), GFP_KERNEL);
		if (!entry)
			continue;
		entry->sum = report.sum;
		entry->count = report.count;
		list_add_tail(&entry->list, &history);
		length++;
		forget(&history, &length, HISTORY);
	}
	pr_debug("demo: %u reports kept\n", length);
	forget(&history, &length, 0);
	return 0;
}

int demo_thread_start(struct demo *demo)
{
	struct task_struct *task;

	init_completion(&demo->published);
	task = kthread_run(demo_logger, demo, "tophalf-demo");
	if (IS_ERR(task))
		return PTR_ERR(task);
	demo->logger = task;
	return 0;
}

void demo_thread_stop(struct demo *demo)
{
	kthread_stop(demo->logger);
}
