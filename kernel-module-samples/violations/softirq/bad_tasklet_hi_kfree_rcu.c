// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tasklet of high priority that replaces an object and frees the old one after its readers with
 * kfree_rcu_mightsleep(). That form needs no rcu_head in the object, and pays with
 * synchronize_rcu() where it finds no memory to remember the object in.
 */
#include <linux/interrupt.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "violation.h"

struct settings {
	u32 rate;
};

static struct settings __rcu *current_settings;
static struct settings *new_settings;

static void apply(struct tasklet_struct *unused)
{
	struct settings *old = rcu_replace_pointer(current_settings, new_settings, true);

	kfree_rcu_mightsleep(old); /* expect: sync */
}

static DECLARE_TASKLET(apply_tasklet, apply);

static int trigger(const char *value, const struct kernel_param *param)
{
	struct settings *old = kzalloc(sizeof(*old), GFP_KERNEL);

	new_settings = kzalloc(sizeof(*new_settings), GFP_KERNEL);
	if (!old || !new_settings) {
		kfree(old);
		kfree(new_settings);
		return -ENOMEM;
	}
	rcu_assign_pointer(current_settings, old);
	tasklet_hi_schedule(&apply_tasklet);
	tasklet_kill(&apply_tasklet);
	kfree(rcu_replace_pointer(current_settings, NULL, true));
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A high-priority tasklet that may wait for RCU readers");
MODULE_LICENSE("GPL");
