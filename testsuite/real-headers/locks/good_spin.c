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

	mutex_lock(&m);
	spin_lock_irqsave(&lock, flags);
	spin_unlock_irqrestore(&lock, flags);
	mutex_unlock(&m);
	return 0;
}

int waits(int n);
int waits(int n)
{
	while (n--) {
		spin_lock_bh(&lock);
		if (!n) {
			spin_unlock_bh(&lock);
			break;
		}
		spin_unlock_bh(&lock);
		msleep(5);
		cond_resched();
	}
	spin_lock(&lock);
	cond_resched_lock(&lock);
	spin_unlock(&lock);
	return 0;
}

int copies(void __user *to);
int copies(void __user *to)
{
	int value;

	spin_lock(&lock);
	value = 1;
	spin_unlock(&lock);
	return copy_to_user(to, &value, sizeof(value)) ? -EFAULT : 0;
}

int tries(void);
int tries(void)
{
	if (!spin_trylock(&lock)) {
		msleep(1);
		return 0;
	}
	spin_unlock(&lock);
	return 1;
}

MODULE_DESCRIPTION("tophalf test: locks, good_spin");
MODULE_LICENSE("GPL");
