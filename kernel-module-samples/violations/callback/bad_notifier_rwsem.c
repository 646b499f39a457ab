// SPDX-License-Identifier: GPL-2.0-only
/*
 * A notifier that takes a semaphore, on an atomic chain: such a chain is called in an RCU read
 * section, and often from an interrupt.
 */
#include <linux/notifier.h>
#include <linux/rwsem.h>

#include "violation.h"

static ATOMIC_NOTIFIER_HEAD(chain);
static DECLARE_RWSEM(state_lock);
static unsigned long state;

static int changed(struct notifier_block *block, unsigned long event, void *data)
{
	down_write(&state_lock); /* expect: mutex */
	state = event;
	up_write(&state_lock);
	return NOTIFY_OK;
}

static struct notifier_block block = {
	.notifier_call = changed,
};

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = atomic_notifier_chain_register(&chain, &block);

	if (err)
		return err;
	atomic_notifier_call_chain(&chain, 1, NULL);
	return atomic_notifier_chain_unregister(&chain, &block);
}

violation_param(trigger);

MODULE_DESCRIPTION("A semaphore taken in a notifier of an atomic chain");
MODULE_LICENSE("GPL");
