// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Drops the lock around schedule(): a macro that is a helper.
#include <linux/wait.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static DECLARE_WAIT_QUEUE_HEAD(queue);
extern int done;

void f(void)
{
	spin_lock_irq(&lock);
	wait_event_lock_irq(queue, done, lock);
	spin_unlock_irq(&lock);
}

void by_hand(void)
{
	DEFINE_WAIT(wait);

	spin_lock_irq(&lock);
	prepare_to_wait(&queue, &wait, TASK_UNINTERRUPTIBLE);
	spin_unlock_irq(&lock);
	schedule();
	finish_wait(&queue, &wait);
}

void resched(void)
{
	spin_lock(&lock);
	cond_resched_lock(&lock);
	spin_unlock(&lock);
}
