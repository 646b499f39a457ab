// SPDX-License-Identifier: GPL-2.0-only
/*
 * An NMI handler allocates with GFP_KERNEL. In an NMI no allocation is right: it may have
 * interrupted the allocator.
 */
#include <linux/slab.h>

#include "self_nmi.h"
#include "violation.h"

struct error {
	unsigned long address;
};

static struct error *last;

static int handler(unsigned int type, struct pt_regs *regs)
{
	struct error *error;

	if (!self_nmi_taken())
		return NMI_DONE;
	error = kmalloc(sizeof(*error), GFP_KERNEL); /* expect: alloc */
	if (error)
		error->address = regs->ip;
	last = error;
	return NMI_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	err = register_nmi_handler(NMI_LOCAL, handler, 0, KBUILD_MODNAME);
	if (err)
		return err;
	err = self_nmi_raise();
	unregister_nmi_handler(NMI_LOCAL, KBUILD_MODNAME);
	kfree(last);
	last = NULL;
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("An allocation with GFP_KERNEL in an NMI handler");
MODULE_LICENSE("GPL");
