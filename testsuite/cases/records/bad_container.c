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
	struct part other;
};

static DEFINE_SPINLOCK(lock);

static void use(struct part *part)
{
	struct whole *whole = container_of(part, struct whole, part);

	if (whole->busy)
		msleep(1); /* expect: schedule */ /* expect-path: of_part, use */
}

static void use_other(struct part *part)
{
	struct whole *whole = container_of(part, struct whole, part);

	if (whole->busy)
		msleep(1); /* expect: schedule */ /* expect-path: of_other, use_other */
}

void of_part(struct whole *whole)
{
	whole->busy = 1;
	spin_lock(&lock);
	use(&whole->part);
	spin_unlock(&lock);
}

/* Of another member it is another record, of which nothing is known. */
void of_other(struct whole *whole)
{
	spin_lock(&lock);
	use_other(&whole->other);
	spin_unlock(&lock);
}
