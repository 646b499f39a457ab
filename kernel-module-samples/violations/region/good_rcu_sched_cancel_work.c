// SPDX-License-Identifier: GPL-2.0-only
/*
 * The object is unpublished and a grace period waited for, so that no reader has it any more; then
 * its work is cancelled. Readers only use what does not wait.
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

static void kick(void)
{
	struct unit *found;

	rcu_read_lock_sched();
	found = rcu_dereference_sched(active);
	if (found)
		schedule_work(&found->work);
	rcu_read_unlock_sched();
}

static int trigger(const char *value, const struct kernel_param *param)
{
	rcu_assign_pointer(active, &unit);
	kick();
	RCU_INIT_POINTER(active, NULL);
	synchronize_rcu();
	cancel_work_sync(&unit.work);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("cancel_work_sync() after an RCU-sched read section");
MODULE_LICENSE("GPL");
