// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pacing: after each factorial the device rests for pacing_us, then gets the next one.
 *
 * A hard hrtimer. Context: hard IRQ, with interrupts off, on PREEMPT_RT too: that is what _HARD is
 * for. It starts the device on the microsecond, without waiting for a softirq or a thread to be
 * scheduled; the price is that it may take raw spinlocks only, and wake nobody through a wait
 * queue, whose lock is a spinlock_t: that is left to irq_work.
 */
#include "edu.h"

static enum hrtimer_restart edu_pace_over(struct hrtimer *timer)
{
	struct edu *edu = container_of(timer, struct edu, engine.pace);

	edu_ran(edu, EDU_RAN_HRTIMER_HARD);
	/* Without irqsave: interrupts are off, whatever the kernel. */
	raw_spin_lock(&edu->hw_lock);
	if (edu->engine.state == EDU_RESTING)
		edu_engine_next(edu);
	raw_spin_unlock(&edu->hw_lock);
	/* Nothing is staged now: the kernel thread has something to do. */
	edu_wake_soon(edu);
	return HRTIMER_NORESTART;
}

/**
 * edu_pace_start() - starts the rest
 * @edu: the device
 *
 * Context: any, under hw_lock; starting an hrtimer takes raw locks only.
 * Return: false if there is to be none.
 */
bool edu_pace_start(struct edu *edu)
{
	u32 pacing_us = edu_config_get(edu, NULL).pacing_us;

	if (!pacing_us)
		return false;
	hrtimer_start(&edu->engine.pace, edu_us_to_ktime(pacing_us), HRTIMER_MODE_REL_HARD);
	return true;
}

void edu_pace_init(struct edu *edu)
{
	edu_hrtimer_setup(&edu->engine.pace, edu_pace_over, HRTIMER_MODE_REL_HARD);
}

/**
 * edu_pace_stop() - the timer neither runs nor will
 * @edu: the device, in state EDU_OFF, so that nobody starts it again
 *
 * Context: process. It waits for the callback, which takes hw_lock: never under hw_lock.
 */
void edu_pace_stop(struct edu *edu)
{
	hrtimer_cancel(&edu->engine.pace);
}
