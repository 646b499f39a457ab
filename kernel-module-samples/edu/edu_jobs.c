// SPDX-License-Identifier: GPL-2.0-only
/*
 * The job queue: factorials on their way to the kernel thread.
 *
 * Context: process; finishing one also in softirq. A spinlock_t guards the list: it is held for
 * some instructions only, and where jobs are finished nothing may sleep. Taken with bottom
 * halves off.
 */
#include <linux/slab.h>

#include "edu.h"

static void edu_job_free(struct kref *ref)
{
	struct edu_job *job = container_of(ref, struct edu_job, ref);

	if (job->client)
		edu_client_put(job->client);
	kfree(job->message);
	kfree(job);
}

static void edu_job_put(struct edu_job *job)
{
	kref_put(&job->ref, edu_job_free);
}

/* Context: process: here it may sleep for memory, later it may not. */
static struct edu_job *edu_job_new(struct edu_client *client, u32 input)
{
	struct edu_job *job = kzalloc(sizeof(*job), GFP_KERNEL);

	if (!job)
		return NULL;
	kref_init(&job->ref);
	INIT_LIST_HEAD(&job->node);
	init_completion(&job->done);
	job->record.type = EDU_RECORD_FACTORIAL;
	job->record.input = input;
	if (client) {
		job->message = kzalloc(sizeof(*job->message), GFP_KERNEL);
		if (!job->message) {
			kfree(job);
			return NULL;
		}
		kref_get(&client->ref);
		job->client = client;
	}
	return job;
}

/* Hands the caller's reference on to the queue. */
static int edu_jobs_add(struct edu *edu, struct edu_job *job)
{
	int err = edu_enter(edu);

	if (err)
		return err;
	spin_lock_bh(&edu->jobs_lock);
	job->queued = true;
	list_add_tail(&job->node, &edu->jobs);
	spin_unlock_bh(&edu->jobs_lock);
	edu_leave(edu);
	edu_wake_now(edu);
	return 0;
}

/**
 * edu_jobs_finish() - gives a result to who waits for it
 * @edu: the device
 * @job: with the result in it; the caller's reference is dropped
 *
 * Context: process or softirq.
 */
void edu_jobs_finish(struct edu *edu, struct edu_job *job)
{
	struct edu_message *message = job->message;

	edu_stats_job(edu, &job->record);
	edu_journal_add(edu, &job->record);
	if (job->client) {
		job->message = NULL;
		message->record = job->record;
		edu_client_deliver(job->client, message);
	} else {
		complete(&job->done);
	}
	edu_job_put(job);
}

/**
 * edu_jobs_fail() - empties the queue
 * @edu: the device
 * @client: whose jobs; NULL: all
 * @error: their result
 *
 * Context: process.
 */
void edu_jobs_fail(struct edu *edu, struct edu_client *client, int error)
{
	struct edu_job *job, *next;
	LIST_HEAD(failed);

	/* Unhooked under the lock, finished without it. */
	spin_lock_bh(&edu->jobs_lock);
	list_for_each_entry_safe(job, next, &edu->jobs, node) {
		if (client && job->client != client)
			continue;
		job->queued = false;
		list_move_tail(&job->node, &failed);
	}
	spin_unlock_bh(&edu->jobs_lock);

	list_for_each_entry_safe(job, next, &failed, node) {
		list_del_init(&job->node);
		job->record.status = error;
		edu_jobs_finish(edu, job);
	}
}

/**
 * edu_jobs_waiting() - whether edu_jobs_take() would find one
 * @edu: the device
 *
 * Context: process; called as the condition of a wait, so it must not sleep.
 */
bool edu_jobs_waiting(struct edu *edu)
{
	bool waiting;

	spin_lock_bh(&edu->jobs_lock);
	waiting = !list_empty(&edu->jobs);
	spin_unlock_bh(&edu->jobs_lock);
	return waiting;
}

/**
 * edu_jobs_take() - the next job
 * @edu: the device
 *
 * Context: process. Return: a job with its reference, or NULL.
 */
struct edu_job *edu_jobs_take(struct edu *edu)
{
	struct edu_job *job;

	spin_lock_bh(&edu->jobs_lock);
	job = list_first_entry_or_null(&edu->jobs, struct edu_job, node);
	if (job) {
		job->queued = false;
		list_del_init(&job->node);
	}
	spin_unlock_bh(&edu->jobs_lock);
	return job;
}

/* Takes back what the thread has not taken yet, after a signal. */
static void edu_jobs_cancel(struct edu *edu, struct edu_job *job)
{
	bool queued;

	spin_lock_bh(&edu->jobs_lock);
	queued = job->queued;
	if (queued) {
		job->queued = false;
		list_del_init(&job->node);
	}
	spin_unlock_bh(&edu->jobs_lock);
	if (queued)
		edu_job_put(job);
}

/**
 * edu_jobs_compute() - computes a factorial, and waits for it
 * @edu: the device
 * @factorial: the input, and where the output goes
 *
 * Context: process; waits for the device and for everybody before. Return: 0, or a negative error
 * number.
 */
int edu_jobs_compute(struct edu *edu, struct edu_factorial *factorial)
{
	struct edu_job *job = edu_job_new(NULL, factorial->input);
	int err;

	if (!job)
		return -ENOMEM;
	/* One reference for the queue, one for us: after a signal it may outlive this call. */
	kref_get(&job->ref);
	err = edu_jobs_add(edu, job);
	if (err) {
		edu_job_put(job);
		goto put;
	}
	err = wait_for_completion_interruptible(&job->done);
	if (err) {
		edu_jobs_cancel(edu, job);
		goto put;
	}
	err = job->record.status;
	factorial->output = job->record.output;
	factorial->nanoseconds = job->record.nanoseconds;
put:
	edu_job_put(job);
	return err;
}

/**
 * edu_jobs_submit() - has a factorial computed in the background
 * @edu: the device
 * @client: who reads the result, with room for it (edu_client_reserve())
 * @input: the number
 *
 * Context: process. Return: 0, or a negative error number.
 */
int edu_jobs_submit(struct edu *edu, struct edu_client *client, u32 input)
{
	struct edu_job *job = edu_job_new(client, input);
	int err;

	if (!job)
		return -ENOMEM;
	err = edu_jobs_add(edu, job);
	if (err)
		edu_job_put(job);
	return err;
}
