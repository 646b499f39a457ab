// SPDX-License-Identifier: GPL-2.0-only
/*
 * The semaphore first, which may sleep, then the spin lock. up() may be called anywhere.
 */
#include <linux/semaphore.h>
#include <linux/spinlock.h>

#include "violation.h"

static struct semaphore channels;
static DEFINE_SPINLOCK(busy_lock);
static unsigned int busy;

static int trigger(const char *value, const struct kernel_param *param)
{
	sema_init(&channels, 4);

	down(&channels);
	spin_lock_irq(&busy_lock);
	busy++;
	spin_unlock_irq(&busy_lock);

	spin_lock_irq(&busy_lock);
	busy--;
	up(&channels);
	spin_unlock_irq(&busy_lock);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A semaphore taken before spin_lock_irq()");
MODULE_LICENSE("GPL");
