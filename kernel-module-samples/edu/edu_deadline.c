// SPDX-License-Identifier: GPL-2.0-only
/*
 * The deadline: a factorial that takes longer than timeout_us is given up.
 *
 * A soft hrtimer. Context: softirq, on every kernel. It is as fine as the clock, and, unlike a hard
 * one, does not keep interrupts off while it runs, nor does it add to the latency of others: being
 * some microseconds late does not matter to a deadline. A timer_list would be coarser than the
 * deadline itself.
 */
#include "edu.h"

static enum hrtimer_restart edu_deadline_passed(struct hrtimer *timer)
{
	struct edu *edu = container_of(timer, struct edu, engine.deadline);
	bool finished = false;
	unsigned long flags;

	edu_ran(edu, EDU_RAN_HRTIMER_SOFT);
	/* In a softirq interrupts are on, and they take the lock. */
	raw_spin_lock_irqsave(&edu->hw_lock, flags);
	/*
	 * While this waited for the lock, another factorial may have been started, with more
	 * time.
	 */
	if (edu->engine.state == EDU_BUSY &&
	    ktime_compare(ktime_get(), hrtimer_get_expires(timer)) >= 0) {
		finished = edu_engine_update(edu);
		if (!finished) {
			edu_engine_abandon(edu);
			finished = true;
		}
	}
	raw_spin_unlock_irqrestore(&edu->hw_lock, flags);
	if (finished)
		edu_done_schedule(edu);
	return HRTIMER_NORESTART;
}

/**
 * edu_deadline_start() - for what the device has just got
 * @edu: the device
 *
 * Context: any, under hw_lock.
 */
void edu_deadline_start(struct edu *edu)
{
	hrtimer_start(&edu->engine.deadline, edu_us_to_ktime(edu_config_get(edu, NULL).timeout_us),
		      HRTIMER_MODE_REL_SOFT);
}

/**
 * edu_deadline_clear() - what the device had is finished
 * @edu: the device
 *
 * Context: any, under hw_lock. It must not wait for the callback, which may be waiting for that
 * lock: it tries, and the callback itself finds out that it is too late.
 */
void edu_deadline_clear(struct edu *edu)
{
	hrtimer_try_to_cancel(&edu->engine.deadline);
}

void edu_deadline_init(struct edu *edu)
{
	edu_hrtimer_setup(&edu->engine.deadline, edu_deadline_passed, HRTIMER_MODE_REL_SOFT);
}

/**
 * edu_deadline_stop() - the timer neither runs nor will
 * @edu: the device, in state EDU_OFF
 *
 * Context: process.
 */
void edu_deadline_stop(struct edu *edu)
{
	hrtimer_cancel(&edu->engine.deadline);
}
