// SPDX-License-Identifier: GPL-2.0-only
/*
 * A timer with TIMER_IRQSAFE reads the settings in an RCU read section, which waits for nobody.
 * Who changes them replaces them as a whole.
 */
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/timer.h>

#include "violation.h"

struct settings {
	struct rcu_head rcu;
	unsigned int limit;
};

static DECLARE_COMPLETION(expired);
static struct settings __rcu *settings;
static unsigned int count;

static void expire(struct timer_list *unused)
{
	rcu_read_lock();
	count = min(count + 1, rcu_dereference(settings)->limit);
	rcu_read_unlock();
	complete(&expired);
}

static struct timer_list timer;

static int trigger(const char *value, const struct kernel_param *param)
{
	struct settings *ten = kzalloc(sizeof(*ten), GFP_KERNEL);

	if (!ten)
		return -ENOMEM;
	ten->limit = 10;
	rcu_assign_pointer(settings, ten);
	reinit_completion(&expired);
	timer_setup(&timer, expire, TIMER_DEFERRABLE | TIMER_IRQSAFE);
	mod_timer(&timer, jiffies + 1);
	wait_for_completion(&expired);
	timer_delete_sync(&timer);
	kfree_rcu(ten, rcu);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("An RCU read section in a timer with TIMER_IRQSAFE");
MODULE_LICENSE("GPL");
