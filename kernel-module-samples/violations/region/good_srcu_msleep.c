// SPDX-License-Identifier: GPL-2.0-only
/*
 * A reader of sleepable RCU may sleep: synchronize_srcu() waits for the readers of one srcu_struct
 * only, however long they take.
 */
#include <linux/delay.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/srcu.h>

#include "violation.h"

struct config {
	unsigned int delay;
};

DEFINE_STATIC_SRCU(config_srcu);
static struct config __rcu *config;
static DEFINE_MUTEX(config_mutex);

static void use_config(void)
{
	struct config *found;
	int token = srcu_read_lock(&config_srcu);

	found = srcu_dereference(config, &config_srcu);
	if (found)
		msleep(found->delay);
	srcu_read_unlock(&config_srcu, token);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct config *new = kmalloc(sizeof(*new), GFP_KERNEL);
	struct config *old;

	if (!new)
		return -ENOMEM;
	new->delay = 20;
	rcu_assign_pointer(config, new);
	use_config();
	mutex_lock(&config_mutex);
	old = rcu_replace_pointer(config, NULL, lockdep_is_held(&config_mutex));
	mutex_unlock(&config_mutex);
	synchronize_srcu(&config_srcu);
	kfree(old);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("Sleeping in an SRCU read section");
MODULE_LICENSE("GPL");
