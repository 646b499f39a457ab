// SPDX-License-Identifier: GPL-2.0-only
/*
 * A string allocated with GFP_KERNEL under a bit spin lock, which is a way of disabling preemption.
 */
#include <linux/spinlock.h>
#include <linux/bit_spinlock.h>
#include <linux/slab.h>

#include "violation.h"

#define NAME_LOCK 0

static unsigned long name_flags;
static unsigned int name_number;
static char *name;

static int trigger(const char *value, const struct kernel_param *param)
{
	char *old;

	bit_spin_lock(NAME_LOCK, &name_flags);
	old = name;
	name = kasprintf(GFP_KERNEL, "unit%u", ++name_number); /* expect: alloc */
	bit_spin_unlock(NAME_LOCK, &name_flags);
	kfree(old);

	bit_spin_lock(NAME_LOCK, &name_flags);
	old = name;
	name = NULL;
	bit_spin_unlock(NAME_LOCK, &name_flags);
	kfree(old);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A string allocated under a bit spin lock");
MODULE_LICENSE("GPL");
