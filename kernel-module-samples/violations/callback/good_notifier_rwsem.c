// SPDX-License-Identifier: GPL-2.0-only
/*
 * Events that only processes report go through a blocking chain: its notifiers are called under a
 * semaphore, and may sleep.
 */
#include <linux/notifier.h>
#include <linux/rwsem.h>

#include "violation.h"

static BLOCKING_NOTIFIER_HEAD(chain);
static DECLARE_RWSEM(state_lock);
static unsigned long state;

static int changed(struct notifier_block *block, unsigned long event, void *data)
{
	down_write(&state_lock);
	state = event;
	up_write(&state_lock);
	return NOTIFY_OK;
}

static struct notifier_block block = {
	.notifier_call = changed,
};

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = blocking_notifier_chain_register(&chain, &block);

	if (err)
		return err;
	blocking_notifier_call_chain(&chain, 1, NULL);
	return blocking_notifier_chain_unregister(&chain, &block);
}

violation_param(trigger);

MODULE_DESCRIPTION("A semaphore taken in a notifier of a blocking chain");
MODULE_LICENSE("GPL");
