// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --option=--confidence=low %s
// container_of() leads back to the very record whose member was passed.
#include <linux/delay.h>
#include <linux/kernel.h>
#include <linux/spinlock.h>

struct part {
	int number;
};

struct whole {
	int busy;
	struct part part;
};

static DEFINE_SPINLOCK(lock);

static void use(struct part *part)
{
	struct whole *whole = container_of(part, struct whole, part);

	if (whole->busy)
		msleep(1);
}

void of_part(struct whole *whole)
{
	whole->busy = 0;
	spin_lock(&lock);
	use(&whole->part);
	spin_unlock(&lock);
}
