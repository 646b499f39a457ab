// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --option=--confidence=low %s
// vfree() puts off what would sleep where in_interrupt() is true: in a tasklet, and with bottom halves off.
#include <linux/bottom_half.h>
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/vmalloc.h>

static DEFINE_SPINLOCK(lock);
static void *memory;

static void execute(struct tasklet_struct *tasklet)
{
	vfree(memory);
}

static DECLARE_TASKLET(tasklet, execute);

void under_a_bh_lock(void)
{
	spin_lock_bh(&lock);
	vfree(memory);
	spin_unlock_bh(&lock);
}
