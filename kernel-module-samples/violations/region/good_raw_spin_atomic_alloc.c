// SPDX-License-Identifier: GPL-2.0-only
/*
 * The objects are allocated beforehand, where it may even be with GFP_KERNEL; under the raw spin
 * lock they are only put in their place.
 */
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "violation.h"

#define OBJECTS 64
#define SIZE 512

static DEFINE_RAW_SPINLOCK(pool_lock);
static void *pool[OBJECTS];

static int fill_pool(void)
{
	void *object;
	int i;

	for (i = 0; i < OBJECTS; i++) {
		object = kmalloc(SIZE, GFP_KERNEL);
		if (!object)
			return -ENOMEM;
		raw_spin_lock(&pool_lock);
		pool[i] = object;
		raw_spin_unlock(&pool_lock);
	}
	return 0;
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

MODULE_DESCRIPTION("Allocations before a raw spin lock is taken");
MODULE_LICENSE("GPL");
