// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --option=--confidence=low %s
// A function stores in the caller's record what it was passed: sg_miter_start() does so.
#include <linux/delay.h>
#include <linux/spinlock.h>

#define NONBLOCKING 1

struct iterator {
	int at;
	unsigned int options;
};

static DEFINE_SPINLOCK(lock);

static void start(struct iterator *iterator, int at, unsigned int options)
{
	iterator->at = at;
	iterator->options = options;
}

static void advance(struct iterator *iterator)
{
	if (!(iterator->options & NONBLOCKING))
		msleep(1);
}

void nonblocking(void)
{
	struct iterator iterator;

	start(&iterator, 1, 2 | NONBLOCKING);
	spin_lock(&lock);
	advance(&iterator);
	spin_unlock(&lock);
}
