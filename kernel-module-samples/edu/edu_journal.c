// SPDX-License-Identifier: GPL-2.0-only
/*
 * The journal: the last factorials, for who looks into debugfs. Kernels from 6.5 on only: its
 * locks are guards, which are released wherever the scope is left.
 *
 * guard() holds to the end of the function or block, scoped_guard() for one statement, and
 * __free() frees a pointer like that. What is right under a lock is no other than with
 * spin_lock(): the scope of a guard is a section in which nothing may sleep, and it is as long
 * as the block that it is in.
 */
#include <linux/cleanup.h>
#include <linux/debugfs.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

#include "edu.h"

/**
 * edu_journal_add() - notes a factorial
 * @edu: the device
 * @record: its result
 *
 * Context: process or softirq. irqsave, since not all of these kernels have a guard for _bh.
 */
void edu_journal_add(struct edu *edu, const struct edu_record *record)
{
	struct edu_journal *journal = &edu->journal;

	scoped_guard(spinlock_irqsave, &journal->lock)
		journal->records[journal->head++ % EDU_JOURNAL_SIZE] = *record;
}

/* Context: process. The copy is allocated before and printed after the lock: both may sleep. */
static int edu_journal_show(struct seq_file *seq, void *unused)
{
	struct edu *edu = seq->private;
	struct edu_journal *journal = &edu->journal;
	struct edu_record *records __free(kfree) = NULL;
	unsigned int i, head;

	records = kmalloc(sizeof(journal->records), GFP_KERNEL);
	if (!records)
		return -ENOMEM;
	scoped_guard(spinlock_irqsave, &journal->lock) {
		memcpy(records, journal->records, sizeof(journal->records));
		head = journal->head;
	}
	for (i = head > EDU_JOURNAL_SIZE ? head - EDU_JOURNAL_SIZE : 0; i != head; i++) {
		const struct edu_record *record = &records[i % EDU_JOURNAL_SIZE];

		seq_printf(seq, "%u: %u! = %u, %llu ns, status %d\n", i, record->input,
			   record->output, record->nanoseconds, record->status);
	}
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(edu_journal);

/**
 * edu_journal_init() - before the first factorial
 * @edu: the device
 */
void edu_journal_init(struct edu *edu)
{
	spin_lock_init(&edu->journal.lock);
}

/**
 * edu_journal_show_in() - makes the file
 * @edu: the device
 * @directory: in debugfs
 *
 * Context: process.
 */
void edu_journal_show_in(struct edu *edu, struct dentry *directory)
{
	debugfs_create_file("journal", 0400, directory, edu, &edu_journal_fops);
}
