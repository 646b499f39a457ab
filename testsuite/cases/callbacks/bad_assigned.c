// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Stored by assignment, in an array, and through a local.
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

struct hooks { void (*hook[2])(void); void (*done)(void); };
static DEFINE_SPINLOCK(lock);

static void one(void)
{
	msleep(1); /* expect: schedule */
}

static void two(void)
{
	kfree(kmalloc(16, GFP_KERNEL)); /* expect: alloc */
}

static void three(void)
{
	ssleep(1); /* expect: schedule */
}

void init(struct hooks *h)
{
	h->hook[1] = one;
	h->done = two;
}

void run(struct hooks *h)
{
	void (*local)(void) = three;

	spin_lock(&lock);
	h->hook[1]();
	h->done();
	local();
	spin_unlock(&lock);
}
