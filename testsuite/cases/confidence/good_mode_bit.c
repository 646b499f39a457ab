// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// A bit of a flag word is most often the mode that the context goes with: not told unless asked for.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);

struct chip { unsigned long flags; };

static void settle(struct chip *chip)
{
	if (chip->flags & 8)
		msleep(1);
}

void set(struct chip *chip)
{
	spin_lock(&lock);
	settle(chip);
	spin_unlock(&lock);
}
