// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --option=--confidence=high %s
// The same, for those who want to be sure.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);

struct chip { bool can_sleep; };

void set(struct chip *chip)
{
	spin_lock(&lock);
	if (chip->can_sleep)
		msleep(1);
	spin_unlock(&lock);
}
