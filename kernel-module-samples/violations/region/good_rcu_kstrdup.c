// SPDX-License-Identifier: GPL-2.0-only
/*
 * An RCU read section allocates with GFP_ATOMIC or GFP_NOWAIT, and lives with failure.
 */
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "violation.h"

static const char default_label[] = "none";
static const char __rcu *label = RCU_INITIALIZER(default_label);

static int trigger(const char *value, const struct kernel_param *param)
{
	char *copy;

	rcu_read_lock();
	copy = kstrdup(rcu_dereference(label), GFP_NOWAIT);
	rcu_read_unlock();
	if (!copy)
		return -ENOMEM;
	kfree(copy);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A string copied with GFP_NOWAIT in an RCU read section");
MODULE_LICENSE("GPL");
