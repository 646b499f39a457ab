// SPDX-License-Identifier: GPL-2.0-only
/*
 * A string copied into new memory in an RCU read section, with GFP_KERNEL. On kernels with
 * preemptible RCU it may be preempted there, but it must not wait.
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
	copy = kstrdup(rcu_dereference(label), GFP_KERNEL); /* expect: alloc */
	rcu_read_unlock();
	if (!copy)
		return -ENOMEM;
	kfree(copy);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A string copied with GFP_KERNEL in an RCU read section");
MODULE_LICENSE("GPL");
