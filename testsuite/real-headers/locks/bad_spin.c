// SPDX-License-Identifier: GPL-2.0-only
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);

int take(void);
int take(void)
{
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	mutex_lock(&m); /* expect: mutex */ /* expect-root: spin_lock_irqsave */
	mutex_unlock(&m);
	spin_unlock_irqrestore(&lock, flags);
	return 0;
}

int waits(void);
int waits(void)
{
	spin_lock_bh(&lock);
	msleep(5); /* expect: schedule */
	cond_resched(); /* expect: schedule */
	schedule(); /* expect: schedule */
	might_sleep(); /* expect: sleep */
	spin_unlock_bh(&lock);
	return 0;
}

int copies(void __user *to);
int copies(void __user *to)
{
	int err, value = 1;

	spin_lock(&lock);
	err = copy_to_user(to, &value, sizeof(value)); /* expect: user-access */
	spin_unlock(&lock);
	return err;
}

int tries(void);
int tries(void)
{
	if (!spin_trylock(&lock))
		return 0;
	msleep(1); /* expect: schedule */
	spin_unlock(&lock);
	return 1;
}

MODULE_DESCRIPTION("tophalf test: locks, bad_spin");
MODULE_LICENSE("GPL");
