// SPDX-License-Identifier: GPL-2.0-only
/*
 * A semaphore taken with a spin lock held and interrupts disabled: it sleeps while its count is
 * zero. (PREEMPT_RT leaves interrupts on here, but the lock is held there as well.)
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

	spin_lock_irq(&busy_lock);
	down(&channels); /* expect: mutex */
	busy++;
	spin_unlock_irq(&busy_lock);

	spin_lock_irq(&busy_lock);
	busy--;
	spin_unlock_irq(&busy_lock);
	up(&channels);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A semaphore taken under spin_lock_irq()");
MODULE_LICENSE("GPL");
