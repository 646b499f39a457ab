// SPDX-License-Identifier: GPL-2.0-only
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

static DEFINE_SPINLOCK(lock);
static DECLARE_COMPLETION(done);
static DECLARE_WAIT_QUEUE_HEAD(queue);
static struct work_struct work;
static int ready;

int waits(void);
int waits(void)
{
	int err = wait_event_interruptible(queue, ready);

	wait_event_timeout(queue, ready, HZ);
	wait_for_completion(&done);
	flush_work(&work);
	synchronize_rcu();
	spin_lock_irq(&lock);
	wait_event_lock_irq(queue, ready, lock);
	complete(&done);
	wake_up(&queue);
	queue_work(system_wq, &work);
	spin_unlock_irq(&lock);
	return err;
}

MODULE_DESCRIPTION("tophalf test: deferred, good_wait");
MODULE_LICENSE("GPL");
