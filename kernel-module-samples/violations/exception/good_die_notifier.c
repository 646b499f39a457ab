// SPDX-License-Identifier: GPL-2.0-only
/*
 * A die notifier formats the message into a buffer that is there for it.
 */
#include <linux/kdebug.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/notifier.h>

#include "violation.h"

static char message[32];

static int died(struct notifier_block *notifier, unsigned long event, void *data)
{
	struct die_args *args = data;

	if (event != DIE_INT3 || !within_module(args->regs->ip, THIS_MODULE))
		return NOTIFY_DONE;
	scnprintf(message, sizeof(message), "trap %d", args->trapnr);
	return NOTIFY_STOP;
}

static struct notifier_block notifier = {
	.notifier_call = died,
};

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = register_die_notifier(&notifier);

	if (err)
		return err;
	asm volatile("int3");
	unregister_die_notifier(&notifier);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A buffer set aside for a die notifier");
MODULE_LICENSE("GPL");
