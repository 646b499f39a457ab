// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --option=--confidence=low %s
// vfree() puts off what would sleep where in_interrupt() is true: under a spin lock of a task it is not.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/vmalloc.h>

static DEFINE_SPINLOCK(lock);

void under_a_lock(void *memory)
{
	spin_lock(&lock);
	vfree(memory); /* expect: sleep */
	spin_unlock(&lock);
}
