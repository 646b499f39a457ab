// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finished factorials go to those who wait for them: statistics, lists, wake-ups, each with
 * locks that the top half cannot take.
 *
 * Context: softirq. It has to come soon and does not sleep, so it needs no thread. From 6.9 on
 * it is a work item on a queue made with WQ_BH, which is meant to replace tasklets: it can be
 * flushed and is freed like any other work. Before that it is a tasklet.
 */
#include <linux/interrupt.h>
#include <linux/workqueue.h>

#include "edu.h"

static void edu_done_all(struct edu *edu)
{
	struct edu_job *job, *next;
	LIST_HEAD(finished);
	unsigned long flags;
	bool drained;

	/* The raw lock for as long as it takes to unhook them; everything else without it. */
	raw_spin_lock_irqsave(&edu->hw_lock, flags);
	list_splice_init(&edu->engine.finished, &finished);
	drained = edu->engine.drained;
	edu->engine.drained = false;
	raw_spin_unlock_irqrestore(&edu->hw_lock, flags);

	list_for_each_entry_safe(job, next, &finished, node) {
		list_del_init(&job->node);
		edu_jobs_finish(edu, job);
		edu_put(edu);
	}
	if (drained)
		edu_put(edu);
	edu_wake_now(edu);
}

#ifdef EDU_HAVE_WQ_BH
static void edu_done_work(struct work_struct *work)
{
	struct edu *edu = container_of(work, struct edu, done);

	edu_ran(edu, EDU_RAN_BH_WORK);
	edu_done_all(edu);
}

int edu_done_init(struct edu *edu)
{
	INIT_WORK(&edu->done, edu_done_work);
	/* A queue of its own, so that destroying it waits for its work and for nothing else. */
	edu->bh_queue = alloc_workqueue("edu-bh", WQ_BH, 0);
	return edu->bh_queue ? 0 : -ENOMEM;
}

/**
 * edu_done_schedule() - has the finished factorials handed out
 * @edu: the device
 *
 * Context: any, but not under hw_lock.
 */
void edu_done_schedule(struct edu *edu)
{
	queue_work(edu->bh_queue, &edu->done);
}

/**
 * edu_done_stop() - hands out what is left
 * @edu: the device, in state EDU_OFF, after everyone who schedules it has stopped
 *
 * Context: process.
 */
void edu_done_stop(struct edu *edu)
{
	flush_work(&edu->done);
	destroy_workqueue(edu->bh_queue);
}
#else
static void edu_done_tasklet(struct tasklet_struct *tasklet)
{
	struct edu *edu = container_of(tasklet, struct edu, done);

	edu_ran(edu, EDU_RAN_TASKLET);
	edu_done_all(edu);
}

int edu_done_init(struct edu *edu)
{
	tasklet_setup(&edu->done, edu_done_tasklet);
	return 0;
}

void edu_done_schedule(struct edu *edu)
{
	tasklet_schedule(&edu->done);
}

void edu_done_stop(struct edu *edu)
{
	/* Lets a scheduled one run first. */
	tasklet_kill(&edu->done);
}
#endif
