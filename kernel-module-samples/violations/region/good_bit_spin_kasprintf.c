// SPDX-License-Identifier: GPL-2.0-only
/*
 * The string is made before the lock is taken; under it only pointers change hands.
 */
#include <linux/atomic.h>
#include <linux/spinlock.h>
#include <linux/bit_spinlock.h>
#include <linux/slab.h>

#include "violation.h"

#define NAME_LOCK 0

static unsigned long name_flags;
static atomic_t name_number;
static char *name;

static void set_name(char *new)
{
	char *old;

	bit_spin_lock(NAME_LOCK, &name_flags);
	old = name;
	name = new;
	bit_spin_unlock(NAME_LOCK, &name_flags);
	kfree(old);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	char *new = kasprintf(GFP_KERNEL, "unit%u", atomic_inc_return(&name_number));

	if (!new)
		return -ENOMEM;
	set_name(new);
	set_name(NULL);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A string allocated before a bit spin lock is taken");
MODULE_LICENSE("GPL");
