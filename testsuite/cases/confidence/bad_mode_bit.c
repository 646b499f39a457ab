// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --option=--confidence=low %s
// Behind a bit of a flag word: told only to those who ask for all.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);

struct chip { unsigned long flags; };

static void settle(struct chip *chip)
{
	if (chip->flags & 8)
		msleep(1); /* expect: schedule */
}

void set(struct chip *chip)
{
	spin_lock(&lock);
	settle(chip);
	spin_unlock(&lock);
}
