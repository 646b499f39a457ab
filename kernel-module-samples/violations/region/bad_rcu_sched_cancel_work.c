// SPDX-License-Identifier: GPL-2.0-only
/*
 * cancel_work_sync() in an RCU-sched read section, which disables preemption: where the work is
 * running it waits for it.
 */
#include <linux/rcupdate.h>
#include <linux/workqueue.h>

#include "violation.h"

struct unit {
	struct work_struct work;
	unsigned int runs;
};

static struct unit __rcu *active;

static void run(struct work_struct *work)
{
	container_of(work, struct unit, work)->runs++;
}

static struct unit unit = { .work = __WORK_INITIALIZER(unit.work, run) };

static int trigger(const char *value, const struct kernel_param *param)
{
	struct unit *found;

	rcu_assign_pointer(active, &unit);
	schedule_work(&unit.work);

	rcu_read_lock_sched();
	found = rcu_dereference_sched(active);
	if (found)
		cancel_work_sync(&found->work); /* expect: sync */
	rcu_read_unlock_sched();
	RCU_INIT_POINTER(active, NULL);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("cancel_work_sync() in an RCU-sched read section");
MODULE_LICENSE("GPL");
