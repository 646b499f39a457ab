// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --option=--confidence=low %s
// Whether it sleeps hangs on a flag that nothing here decides: told only to those who ask for all.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);

struct chip { bool can_sleep; };

void set(struct chip *chip)
{
	spin_lock(&lock);
	if (chip->can_sleep)
		msleep(1); /* expect: schedule */
	spin_unlock(&lock);
}
