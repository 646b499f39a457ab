/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * demo-bugs: eight mistakes that the sample in ../demo does not make, each marked BUG with the check that finds it.
 * It builds; do not load it.
 */
#ifndef DEMO_BUGS_H
#define DEMO_BUGS_H

#include <linux/completion.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/types.h>
#include <linux/workqueue.h>

struct bugs;

struct bugs_ops {
	void (*drain)(struct bugs *bugs);
};

struct bugs {
	const struct bugs_ops *ops;
	struct mutex config_lock;
	spinlock_t lock;
	raw_spinlock_t regs_lock;
	unsigned long flags; /* of whoever holds lock through bugs_lock() */
	struct tasklet_struct *tasklet;
	struct timer_list timer;
	struct work_struct work;
	struct completion idle;
	struct rcu_head rcu;
	u32 gain;
	u32 last;
	void *buffer;
};

/* bugs_irq.c */
int bugs_irq_request(struct bugs *bugs, int irq);
void bugs_irq_free(struct bugs *bugs, int irq);

/* bugs_softirq.c */
void bugs_softirq_start(struct bugs *bugs);
void bugs_softirq_stop(struct bugs *bugs);
void bugs_retire(struct bugs *bugs);

/* bugs_region.c */
void bugs_reset(struct bugs *bugs);
ssize_t bugs_read_last(struct bugs __rcu **where, char __user *buffer);
void bugs_write_gain(struct bugs *bugs, u32 gain);

#endif
