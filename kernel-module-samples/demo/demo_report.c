// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reports: written under a mutex in process context, read under RCU, freed by an RCU callback (softirq context).
 */
#include <linux/cleanup.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "demo.h"

static void demo_report_free(struct rcu_head *rcu)
{
	kfree(container_of(rcu, struct demo_report, rcu));
}

static void demo_report_replace(struct demo *demo, struct demo_report *report)
{
	struct demo_report *old;

	lockdep_assert_held(&demo->config_lock);
	old = rcu_replace_pointer(demo->report, report, lockdep_is_held(&demo->config_lock));
	if (old)
		call_rcu(&old->rcu, demo_report_free);
}

int demo_report_publish(struct demo *demo)
{
	struct demo_report *report;

	report = kzalloc(sizeof(*report), GFP_KERNEL);
	if (!report)
		return -ENOMEM;

	/* The tasklet takes this lock: keep it out of this CPU while it is held. */
	spin_lock_bh(&demo->stats_lock);
	report->sum = demo->sum;
	report->count = demo->count;
	spin_unlock_bh(&demo->stats_lock);
	report->lost = demo_fifo_lost(demo);

	guard(mutex)(&demo->config_lock);
	memcpy(report->label, demo->label, sizeof(report->label));
	report->sum *= demo->gain;
	demo_report_replace(demo, report);
	return 0;
}

/* Copies inside the read section, so that the caller may sleep (or fault) with the copy. */
bool demo_report_copy(struct demo *demo, struct demo_report *copy)
{
	const struct demo_report *report;

	rcu_read_lock();
	report = rcu_dereference(demo->report);
	if (report)
		*copy = *report;
	rcu_read_unlock();
	return report;
}

void demo_report_drop(struct demo *demo)
{
	mutex_lock(&demo->config_lock);
	demo_report_replace(demo, NULL);
	mutex_unlock(&demo->config_lock);
	rcu_barrier();
}
