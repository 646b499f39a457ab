// SPDX-License-Identifier: GPL-2.0-only
/*
 * Waking who waits for progress: the kernel thread, and whoever waits until the device is idle.
 *
 * wake_up() takes the lock of the wait queue, a spinlock_t. From a hard interrupt that is wrong on
 * PREEMPT_RT, where that lock sleeps. irq_work is the way out: queueing one is allowed anywhere,
 * under raw locks, in hard interrupts, even in an NMI. It runs a moment later: as a hard interrupt
 * on an ordinary kernel, where wake_up() is all right there; on PREEMPT_RT in a thread, as it was
 * not set up with IRQ_WORK_INIT_HARD().
 */
#include <linux/irq_work.h>

#include "edu.h"

static void edu_wake_work(struct irq_work *work)
{
	struct edu *edu = container_of(work, struct edu, wake);

	edu_ran(edu, EDU_RAN_IRQ_WORK);
	wake_up_all(&edu->progress);
}

/**
 * edu_wake_soon() - wakes them
 * @edu: the device
 *
 * Context: any.
 */
void edu_wake_soon(struct edu *edu)
{
	irq_work_queue(&edu->wake);
}

/**
 * edu_wake_now() - wakes them, without a detour
 * @edu: the device
 *
 * Context: process or softirq.
 */
void edu_wake_now(struct edu *edu)
{
	wake_up_all(&edu->progress);
}

void edu_wake_init(struct edu *edu)
{
	init_waitqueue_head(&edu->progress);
	init_irq_work(&edu->wake, edu_wake_work);
}

/**
 * edu_wake_stop() - waits for the work
 * @edu: the device, whose timers are stopped
 *
 * Context: process.
 */
void edu_wake_stop(struct edu *edu)
{
	irq_work_sync(&edu->wake);
}
