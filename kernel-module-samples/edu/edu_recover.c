// SPDX-License-Identifier: GPL-2.0-only
/*
 * A stuck device is waited for, tested, and given up in the end.
 *
 * A work item. Context: process, in a kernel worker: it may sleep, which a timer may not, and
 * it may take long, which neither an interrupt thread nor a shared queue would like: so the
 * queue is the driver's own. Scheduling it twice runs it once.
 */
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/workqueue.h>

#include "edu.h"

#define EDU_RECOVER_TIME	(30 * HZ)

static bool edu_recovered(struct edu *edu)
{
	unsigned long flags;
	bool finished, stuck, abandoned;

	raw_spin_lock_irqsave(&edu->hw_lock, flags);
	finished = edu_engine_update(edu);
	abandoned = edu->engine.state == EDU_ABANDONED;
	raw_spin_unlock_irqrestore(&edu->hw_lock, flags);
	if (finished)
		edu_done_schedule(edu);
	edu_dma_watch(edu, &stuck);
	return !abandoned && !stuck;
}

static void edu_recover_work(struct work_struct *work)
{
	struct edu *edu = container_of(work, struct edu, recover);
	unsigned long end = jiffies + EDU_RECOVER_TIME;

	edu_ran(edu, EDU_RAN_WORK);
	if (edu_get(edu))
		return;
	while (!edu_recovered(edu)) {
		/* remove() waits for this. */
		if (READ_ONCE(edu->gone))
			goto put;
		if (time_after(jiffies, end)) {
			edu_declare_dead(edu);
			goto put;
		}
		msleep(20);
	}
	edu_stats_recovery(edu);
	if (edu_check(edu))
		edu_declare_dead(edu);
put:
	edu_put(edu);
}

/**
 * edu_declare_dead() - the device does not do what it should: nobody has to wait for it any more
 * @edu: the device
 *
 * It does not take edu->life: that is held for reading by requests that wait for the device to be
 * switched on, which waits for the health test, which calls this.
 *
 * Context: process.
 */
void edu_declare_dead(struct edu *edu)
{
	if (READ_ONCE(edu->gone))
		return;
	dev_err(&edu->dev, "does not answer as it should, given up\n");
	edu_engine_end(edu, EDU_DEAD, -EIO);
	edu_dma_end(edu, -EIO);
	edu_jobs_fail(edu, NULL, -EIO);
}

/**
 * edu_recover_schedule() - has the device waited for
 * @edu: the device
 *
 * Context: any.
 */
void edu_recover_schedule(struct edu *edu)
{
	queue_work(edu->queue, &edu->recover);
}

int edu_recover_init(struct edu *edu)
{
	INIT_WORK(&edu->recover, edu_recover_work);
	/* Unbound: it sleeps most of the time, on any CPU. */
	edu->queue = alloc_workqueue("edu", WQ_UNBOUND, 0);
	return edu->queue ? 0 : -ENOMEM;
}

/**
 * edu_recover_stop() - the work neither runs nor will
 * @edu: the device, gone, after the watchdog was stopped and the health test
 *
 * Context: process.
 */
void edu_recover_stop(struct edu *edu)
{
	cancel_work_sync(&edu->recover);
	destroy_workqueue(edu->queue);
}
