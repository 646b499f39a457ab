// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel thread: takes jobs from the queue, one after the other, switches the device on, and
 * hands them to the engine as soon as that has room.
 *
 * Context: process, a kernel thread. It is there for as long as the device, it waits for two things
 * at once (a job, and room), and it can be parked, so that the device gets nothing new before
 * suspend; a work item would have to be queued again for each of these. It has no user memory.
 */
#include <linux/kthread.h>

#include "edu.h"

/* Only the thread itself fills the place: what is free stays free until it does. */
static bool edu_thread_can_go_on(struct edu *edu)
{
	return !READ_ONCE(edu->engine.staged) && edu_jobs_waiting(edu);
}

static void edu_thread_job(struct edu *edu, struct edu_job *job)
{
	int err;

	/* May sleep until the device is on. */
	err = edu_get(edu);
	if (!err) {
		err = edu_engine_stage(edu, job);
		if (err)
			edu_put(edu);
	}
	if (err) {
		job->record.status = err;
		edu_jobs_finish(edu, job);
	}
}

static int edu_thread(void *data)
{
	struct edu *edu = data;
	struct edu_job *job;

	while (!kthread_should_stop()) {
		if (kthread_should_park()) {
			kthread_parkme();
			continue;
		}
		/*
		 * Idle, not uninterruptible: a thread that waits for work is no load and not
		 * hung.
		 */
		wait_event_idle(edu->progress, edu_thread_can_go_on(edu) ||
				kthread_should_stop() || kthread_should_park());
		if (kthread_should_stop() || kthread_should_park() || !edu_thread_can_go_on(edu))
			continue;
		job = edu_jobs_take(edu);
		if (!job)
			continue;
		edu_ran(edu, EDU_RAN_KTHREAD);
		edu_thread_job(edu, job);
	}
	return 0;
}

/**
 * edu_thread_park() - the thread hands in no more jobs
 * @edu: the device
 *
 * Context: process; waits until the thread has parked.
 */
void edu_thread_park(struct edu *edu)
{
	mutex_lock(&edu->park_mutex);
	if (!edu->parked)
		edu->parked = !kthread_park(edu->thread);
	mutex_unlock(&edu->park_mutex);
}

/**
 * edu_thread_unpark() - it goes on
 * @edu: the device
 *
 * Context: process.
 */
void edu_thread_unpark(struct edu *edu)
{
	mutex_lock(&edu->park_mutex);
	if (edu->parked)
		kthread_unpark(edu->thread);
	edu->parked = false;
	mutex_unlock(&edu->park_mutex);
}

int edu_thread_start(struct edu *edu)
{
	struct task_struct *thread;

	mutex_init(&edu->park_mutex);
	spin_lock_init(&edu->jobs_lock);
	INIT_LIST_HEAD(&edu->jobs);
	thread = kthread_run(edu_thread, edu, "%s", dev_name(&edu->dev));
	if (IS_ERR(thread))
		return PTR_ERR(thread);
	edu->thread = thread;
	return 0;
}

/**
 * edu_thread_stop() - ends the thread
 * @edu: the device
 *
 * Context: process; waits for it, also where it is parked.
 */
void edu_thread_stop(struct edu *edu)
{
	kthread_stop(edu->thread);
}
