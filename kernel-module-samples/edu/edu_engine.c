// SPDX-License-Identifier: GPL-2.0-only
/*
 * The factorial unit: what the device computes now, what it gets next, and what is finished.
 *
 * Context: any but NMI. The top half finishes a factorial and starts the next one, the pacing
 * timer starts one, the deadline timer and the watchdog look whether one is finished, the kernel
 * thread hands one in. So the lock is a raw one: the pacing timer is a hard interrupt on
 * PREEMPT_RT too. Under a raw lock nothing may sleep there, and a spinlock_t and a wake-up of a
 * wait queue do; starting an hrtimer and reading under RCU are all right.
 *
 *   OFF -> IDLE -> BUSY -> RESTING -> IDLE or BUSY
 *                   \-> ABANDONED -> RESTING ...        (any) -> DEAD
 */
#include "edu.h"

static void edu_engine_set(struct edu *edu, enum edu_state state)
	__must_hold(&edu->hw_lock)
{
	edu->engine.state = state;
	edu->engine.since = ktime_get();
}

static void edu_engine_finish(struct edu *edu, struct edu_job *job, int status)
	__must_hold(&edu->hw_lock)
{
	job->record.status = status;
	list_add_tail(&job->node, &edu->engine.finished);
}

/**
 * edu_engine_next() - gives the device what is staged
 * @edu: the device, which computes nothing
 *
 * Context: any, under hw_lock.
 */
void edu_engine_next(struct edu *edu)
{
	struct edu_job *job = edu->engine.staged;

	lockdep_assert_held(&edu->hw_lock);
	if (!job) {
		edu_engine_set(edu, EDU_IDLE);
		return;
	}
	edu->engine.staged = NULL;
	edu->engine.running = job;
	edu_engine_set(edu, EDU_BUSY);
	job->started = edu->engine.since;
	edu_write(edu, EDU_STATUS, EDU_STATUS_IRQ);
	edu_write(edu, EDU_FACTORIAL, job->record.input);
	edu_deadline_start(edu);
}

/**
 * edu_engine_update() - takes the result, if there is one
 * @edu: the device
 *
 * It asks the device and not the interrupt: an interrupt may come late, for a factorial that the
 * watchdog has taken already, or not at all.
 *
 * Context: any, under hw_lock. Return: whether edu_done_schedule() has something to do.
 */
bool edu_engine_update(struct edu *edu)
{
	struct edu_engine *engine = &edu->engine;
	struct edu_job *job = engine->running;

	lockdep_assert_held(&edu->hw_lock);
	if (engine->state != EDU_BUSY && engine->state != EDU_ABANDONED)
		return false;
	/* True as well where nothing answers and every bit reads as one. */
	if (edu_read(edu, EDU_STATUS) & EDU_STATUS_COMPUTING)
		return false;
	if (job) {
		job->record.output = edu_read(edu, EDU_FACTORIAL);
		job->record.nanoseconds = ktime_to_ns(ktime_sub(ktime_get(), job->started));
		engine->running = NULL;
		edu_engine_finish(edu, job, 0);
		edu_deadline_clear(edu);
	} else {
		engine->drained = true;
	}
	if (edu_pace_start(edu))
		edu_engine_set(edu, EDU_RESTING);
	else
		edu_engine_next(edu);
	return true;
}

/**
 * edu_engine_abandon() - gives up on what the device computes
 * @edu: the device, in state EDU_BUSY
 *
 * Nothing makes the device stop: it has to get to the end before it can compute anything else.
 * Until then it must stay on, for which the job's reference no longer stands.
 *
 * Context: any, under hw_lock.
 */
void edu_engine_abandon(struct edu *edu)
{
	struct edu_job *job = edu->engine.running;

	lockdep_assert_held(&edu->hw_lock);
	pm_runtime_get_noresume(&edu->pdev->dev);
	edu->engine.running = NULL;
	edu_engine_finish(edu, job, -ETIMEDOUT);
	edu_engine_set(edu, EDU_ABANDONED);
}

/**
 * edu_engine_idle() - whether the device may be switched off
 * @edu: the device
 *
 * The pacing timer touches the device only where something is staged.
 *
 * Context: any, under hw_lock.
 */
bool edu_engine_idle(struct edu *edu)
{
	struct edu_engine *engine = &edu->engine;

	lockdep_assert_held(&edu->hw_lock);
	return engine->state != EDU_BUSY && engine->state != EDU_ABANDONED && !engine->staged &&
	       !engine->drained && list_empty(&engine->finished);
}

/**
 * edu_engine_stage() - hands in what the device is to compute next
 * @edu: the device
 * @job: with a runtime PM reference, which edu_done_schedule() drops in the end
 *
 * Only the kernel thread calls this, and only when nothing is staged.
 *
 * Context: process. Return: 0, or a negative error number, and the job is still the caller's.
 */
int edu_engine_stage(struct edu *edu, struct edu_job *job)
{
	unsigned long flags;
	int err = 0;

	/*
	 * irqsave here and _bh nowhere: the other takers are interrupts. raw_spin_lock_irq()
	 * would do in process context; irqsave does not depend on who calls.
	 */
	raw_spin_lock_irqsave(&edu->hw_lock, flags);
	if (edu->engine.state == EDU_OFF) {
		err = -ENODEV;
	} else if (edu->engine.state == EDU_DEAD) {
		err = -EIO;
	} else {
		edu->engine.staged = job;
		if (edu->engine.state == EDU_IDLE)
			edu_engine_next(edu);
	}
	raw_spin_unlock_irqrestore(&edu->hw_lock, flags);
	if (!err)
		edu_watchdog_start(edu);
	return err;
}

/**
 * edu_engine_begin() - the device may be used
 * @edu: the device, whose interrupt was requested
 *
 * Context: process.
 */
void edu_engine_begin(struct edu *edu)
{
	unsigned long flags;
	bool computing;

	raw_spin_lock_irqsave(&edu->hw_lock, flags);
	/* A driver before us may have left it with a long one. */
	edu_write(edu, EDU_STATUS, EDU_STATUS_IRQ);
	computing = edu_read(edu, EDU_STATUS) & EDU_STATUS_COMPUTING;
	if (computing)
		pm_runtime_get_noresume(&edu->pdev->dev);
	edu_engine_set(edu, computing ? EDU_ABANDONED : EDU_IDLE);
	raw_spin_unlock_irqrestore(&edu->hw_lock, flags);
	if (computing)
		edu_watchdog_start(edu);
}

/**
 * edu_engine_end() - the device is not used any more
 * @edu: the device
 * @state: EDU_OFF or EDU_DEAD
 * @error: what becomes of what it has
 *
 * Context: process.
 */
void edu_engine_end(struct edu *edu, enum edu_state state, int error)
{
	struct edu_engine *engine = &edu->engine;
	unsigned long flags;

	raw_spin_lock_irqsave(&edu->hw_lock, flags);
	if (engine->running)
		edu_engine_finish(edu, engine->running, error);
	if (engine->staged)
		edu_engine_finish(edu, engine->staged, error);
	engine->running = NULL;
	engine->staged = NULL;
	if (engine->state == EDU_ABANDONED)
		engine->drained = true;
	edu_engine_set(edu, state);
	raw_spin_unlock_irqrestore(&edu->hw_lock, flags);
	edu_done_schedule(edu);
}

void edu_engine_init(struct edu *edu)
{
	raw_spin_lock_init(&edu->hw_lock);
	INIT_LIST_HEAD(&edu->engine.finished);
	edu->engine.state = EDU_OFF;
	edu_pace_init(edu);
	edu_deadline_init(edu);
}
