// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lock serialises those who change the pointer; the readers are waited for after it, when
 * nobody new can find the old object.
 */
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "violation.h"

struct settings {
	unsigned int rate;
};

static struct settings __rcu *settings;
static DEFINE_RAW_SPINLOCK(settings_lock);

static void clear_settings(void)
{
	struct settings *old;
	unsigned long flags;

	raw_spin_lock_irqsave(&settings_lock, flags);
	old = rcu_replace_pointer(settings, NULL, lockdep_is_held(&settings_lock));
	raw_spin_unlock_irqrestore(&settings_lock, flags);
	synchronize_rcu();
	kfree(old);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct settings *new = kzalloc(sizeof(*new), GFP_KERNEL);

	if (!new)
		return -ENOMEM;
	rcu_assign_pointer(settings, new);
	clear_settings();
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("Waiting for RCU readers after a raw spin lock");
MODULE_LICENSE("GPL");
