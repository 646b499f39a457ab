// SPDX-License-Identifier: GPL-2.0-only
/*
 * A panic notifier takes no lock: the other CPUs are stopped, so one write to the device is all
 * that is left to do.
 */
#include <linux/irqflags.h>
#include <linux/limits.h>
#include <linux/notifier.h>
#include <linux/panic_notifier.h>

#include "violation.h"

static unsigned int stopped;

static int panicked(struct notifier_block *notifier, unsigned long event, void *data)
{
	WRITE_ONCE(stopped, 1);
	return NOTIFY_DONE;
}

static struct notifier_block notifier = {
	.notifier_call = panicked,
	.priority = INT_MAX,
};

/* Comes next, and ends the round: nobody else is to hear of a panic that is none. */
static int end_round(struct notifier_block *notifier, unsigned long event, void *data)
{
	return NOTIFY_STOP;
}

static struct notifier_block last_notifier = {
	.notifier_call = end_round,
	.priority = INT_MAX - 1,
};

/* Calls the notifiers as panic() does: with interrupts off, and the message. */
static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long flags;

	atomic_notifier_chain_register(&panic_notifier_list, &notifier);
	atomic_notifier_chain_register(&panic_notifier_list, &last_notifier);
	local_irq_save(flags);
	atomic_notifier_call_chain(&panic_notifier_list, 0, "no panic");
	local_irq_restore(flags);
	atomic_notifier_chain_unregister(&panic_notifier_list, &last_notifier);
	atomic_notifier_chain_unregister(&panic_notifier_list, &notifier);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A panic notifier without a lock");
MODULE_LICENSE("GPL");
