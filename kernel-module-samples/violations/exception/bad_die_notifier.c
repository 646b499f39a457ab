// SPDX-License-Identifier: GPL-2.0-only
/*
 * A die notifier allocates with GFP_KERNEL for the message: it runs in the exception, whatever the
 * code that trapped was doing.
 */
#include <linux/kdebug.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/slab.h>

#include "violation.h"

static char *message;

static int died(struct notifier_block *notifier, unsigned long event, void *data)
{
	struct die_args *args = data;

	if (event != DIE_INT3 || !within_module(args->regs->ip, THIS_MODULE))
		return NOTIFY_DONE;
	message = kasprintf(GFP_KERNEL, "trap %d", args->trapnr); /* expect: alloc */
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
	kfree(message);
	message = NULL;
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("An allocation with GFP_KERNEL in a die notifier");
MODULE_LICENSE("GPL");
