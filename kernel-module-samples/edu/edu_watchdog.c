// SPDX-License-Identifier: GPL-2.0-only
/*
 * The watchdog: while the device has something to do, it looks four times a second whether an
 * interrupt was lost, and whether the device is stuck.
 *
 * A timer_list. Context: softirq. It is cheap to start again and again, and nobody minds when
 * it is some milliseconds late: what has to be exact is an hrtimer. It does not sleep: waiting
 * for a stuck device is left to a work item.
 */
#include <linux/jiffies.h>
#include <linux/timer.h>

#include "edu.h"

#define EDU_WATCHDOG_PERIOD	(HZ / 4)
#define EDU_LOST_MS		50	/* an interrupt that long after the end is lost */
#define EDU_STUCK_MS		500

static void edu_watchdog_look(struct timer_list *timer)
{
	struct edu *edu = container_of(timer, struct edu, watchdog);
	bool finished = false, stuck = false;
	bool busy, dma_busy, dma_stuck;
	unsigned long flags;
	s64 age;

	edu_ran(edu, EDU_RAN_TIMER);
	raw_spin_lock_irqsave(&edu->hw_lock, flags);
	age = ktime_ms_delta(ktime_get(), edu->engine.since);
	/* The engine only touches the device when it is on. */
	if (age >= EDU_LOST_MS)
		finished = edu_engine_update(edu);
	if (edu->engine.state == EDU_ABANDONED)
		stuck = age >= EDU_STUCK_MS;
	busy = !edu_engine_idle(edu);
	raw_spin_unlock_irqrestore(&edu->hw_lock, flags);

	if (finished) {
		edu_stats_lost_irq(edu);
		edu_done_schedule(edu);
	}
	dma_busy = edu_dma_watch(edu, &dma_stuck);
	if (stuck || dma_stuck)
		edu_recover_schedule(edu);
	if (busy || dma_busy)
		edu_watchdog_start(edu);
}

/**
 * edu_watchdog_start() - the device has something to do
 * @edu: the device
 *
 * Never puts off what is to come: with a request every now and then it would not come at all.
 *
 * Context: any.
 */
void edu_watchdog_start(struct edu *edu)
{
	timer_reduce(&edu->watchdog, jiffies + EDU_WATCHDOG_PERIOD);
}

void edu_watchdog_init(struct edu *edu)
{
	timer_setup(&edu->watchdog, edu_watchdog_look, 0);
}

/**
 * edu_watchdog_stop() - the timer neither runs nor will
 * @edu: the device, in state EDU_OFF, without transfers, and without the kernel thread: only the
 *       watchdog itself would start it again
 *
 * Context: process; waits for the callback.
 */
void edu_watchdog_stop(struct edu *edu)
{
	timer_delete_sync(&edu->watchdog);
}
