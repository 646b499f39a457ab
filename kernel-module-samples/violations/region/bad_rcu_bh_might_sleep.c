// SPDX-License-Identifier: GPL-2.0-only
/*
 * A function that says might_sleep() called in an RCU-bh read section. It rarely sleeps, and does
 * not here, which is why it says so.
 */
/* oracle[schedule]: none -- the bus is awake here: might_sleep() speaks for the msleep(). */
#include <linux/delay.h>
#include <linux/kernel.h>
#include <linux/rcupdate.h>

#include "violation.h"

static bool bus_asleep;
static unsigned int default_rate = 100;
static unsigned int __rcu *rate = RCU_INITIALIZER(&default_rate);
static unsigned int last_rate;

static noinline void wake_bus(void)
{
	might_sleep(); /* expect: sleep */
	if (bus_asleep) {
		msleep(20); /* expect: schedule */
		bus_asleep = false;
	}
}

static int trigger(const char *value, const struct kernel_param *param)
{
	rcu_read_lock_bh();
	wake_bus();
	last_rate = *rcu_dereference_bh(rate);
	rcu_read_unlock_bh();
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("might_sleep() in an RCU-bh read section");
MODULE_LICENSE("GPL");
