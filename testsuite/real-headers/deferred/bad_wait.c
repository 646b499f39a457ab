// SPDX-License-Identifier: GPL-2.0-only
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

static DEFINE_SPINLOCK(lock);
static DECLARE_COMPLETION(done);
static struct work_struct work;

void waits(void);
void waits(void)
{
	spin_lock(&lock);
	wait_for_completion(&done); /* expect: wait */
	flush_work(&work); /* expect: sync */
	cancel_work_sync(&work); /* expect: sync */
	synchronize_rcu(); /* expect: sync */
	complete(&done);
	spin_unlock(&lock);
}

MODULE_DESCRIPTION("tophalf test: deferred, bad_wait");
MODULE_LICENSE("GPL");
