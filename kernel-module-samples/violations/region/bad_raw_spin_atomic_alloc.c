// SPDX-License-Identifier: GPL-2.0-only
/*
 * Allocations with GFP_ATOMIC under a raw spin lock: they do not wait for memory, but the allocator
 * has locks of its own, which sleep on PREEMPT_RT.
 */
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "violation.h"

#define OBJECTS 64
#define SIZE 512

static DEFINE_RAW_SPINLOCK(pool_lock);
static void *pool[OBJECTS];

/* More than the allocator keeps at hand for this CPU, so it has to take locks on any kernel. */
static int fill_pool(void)
{
	int i;

	raw_spin_lock(&pool_lock);
	for (i = 0; i < OBJECTS; i++) {
		pool[i] = kmalloc(SIZE, GFP_ATOMIC); /* expect[preempt-rt]: spinlock */
		if (!pool[i])
			break;
	}
	raw_spin_unlock(&pool_lock);
	return i < OBJECTS ? -ENOMEM : 0;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = fill_pool();
	int i;

	for (i = 0; i < OBJECTS; i++) {
		kfree(pool[i]);
		pool[i] = NULL;
	}
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("Allocations with GFP_ATOMIC under a raw spin lock");
MODULE_LICENSE("GPL");
