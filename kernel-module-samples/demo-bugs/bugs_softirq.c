// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistakes of bottom halves: tasklet, timer and RCU callback are all softirq context.
 */
#include <linux/interrupt.h>
#include <linux/jiffies.h>
#include <linux/slab.h>

#include "bugs.h"

static void *bugs_new_buffer(size_t size, gfp_t gfp)
{
	return kzalloc(size, gfp | __GFP_NOWARN);
}

static void bugs_refill(struct bugs *bugs, gfp_t gfp)
{
	if (!bugs->buffer)
		bugs->buffer = bugs_new_buffer(256, gfp);
}

static void bugs_tasklet(struct tasklet_struct *unused);
static DECLARE_TASKLET(the_tasklet, bugs_tasklet);
static struct bugs *tasklet_owner;

static void bugs_tasklet(struct tasklet_struct *unused)
{
	/* BUG 3 [alloc]: the flags travel through two functions before they reach the allocator. */
	bugs_refill(tasklet_owner, GFP_KERNEL);
}

static void bugs_work(struct work_struct *work)
{
	struct bugs *bugs = container_of(work, struct bugs, work);

	bugs_refill(bugs, GFP_KERNEL); /* right here: process context */
	complete(&bugs->idle);
}

static void bugs_timer(struct timer_list *timer)
{
	struct bugs *bugs = container_of(timer, struct bugs, timer);

	/* BUG 4 [sync]: waits for the work item to end, in a timer. */
	cancel_work_sync(&bugs->work);
	mod_timer(timer, jiffies + HZ);
}

static void bugs_drain_slowly(struct bugs *bugs)
{
	wait_for_completion(&bugs->idle);
}

static const struct bugs_ops slow_ops = {
	.drain = bugs_drain_slowly,
};

static void bugs_free(struct rcu_head *rcu)
{
	struct bugs *bugs = container_of(rcu, struct bugs, rcu);

	/* BUG 5 [wait]: what the slot holds waits for a completion, in an RCU callback. */
	bugs->ops->drain(bugs);
	kfree(bugs->buffer);
	kfree(bugs);
}

void bugs_retire(struct bugs *bugs)
{
	call_rcu(&bugs->rcu, bugs_free);
}

void bugs_softirq_start(struct bugs *bugs)
{
	bugs->ops = &slow_ops;
	tasklet_owner = bugs;
	bugs->tasklet = &the_tasklet;
	init_completion(&bugs->idle);
	INIT_WORK(&bugs->work, bugs_work);
	timer_setup(&bugs->timer, bugs_timer, 0);
	mod_timer(&bugs->timer, jiffies + HZ);
	tasklet_schedule(bugs->tasklet);
}

void bugs_softirq_stop(struct bugs *bugs)
{
	timer_delete_sync(&bugs->timer);
	tasklet_kill(bugs->tasklet);
	cancel_work_sync(&bugs->work);
}
